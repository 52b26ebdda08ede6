import type { Condition, MedicationRequest, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { Random } from '../evaluate/lives/random.ts';
import type { Contact } from './contacts.ts';
import { concept, dateOf, hl7, metaOf, newId } from './elements.ts';
import type { Person } from './person.ts';
import { recordedIn } from './visit-rows.ts';
import { shortCourses } from './vocabulary.ts';

const issueDays = 28;

/** The problem list: long-term conditions, and some of the reasons why the person came. */
export function rowsOfConditions(person: Person, contacts: readonly Contact[], random: Random): Condition[] {
  const longTerm = person.conditions.map(({ code, since }): Condition => {
    const recorded = since + (random.chance(0.7) ? 0 : random.integer(1, 200));
    return {
      ...condition(person, recorded, random),
      code: concept(code),
      onsetDateTime: dateOf(since),
      recordedDate: dateOf(recorded),
    };
  });
  // What the person has had for long is seldom entered anew.
  const known = new Set(person.conditions.map(({ code }) => code));
  const passing = contacts
    .filter(({ isFirst, way, reason }) => isFirst && way !== 'entry' && random.chance(known.has(reason) ? 0.04 : 0.32))
    .map((contact): Condition => {
      const onset = contact.day - (random.chance(0.6) ? 0 : random.integer(1, 60));
      const ended = contact.day + random.integer(7, 90);
      const isOver = ended < person.to;
      return {
        ...condition(person, contact.day, random),
        ...(isOver && { clinicalStatus: hl7('condition-clinical', 'resolved'), abatementDateTime: dateOf(ended) }),
        code: concept(contact.reason),
        onsetDateTime: dateOf(onset),
        ...recordedIn(contact),
        ...(contact.who !== undefined && { recorder: contact.who.reference }),
      };
    });
  return [...longTerm, ...passing];
}

function condition({ reference }: Person, recorded: Day, random: Random): Condition {
  return {
    resourceType: 'Condition',
    id: newId(random),
    meta: metaOf(recorded),
    clinicalStatus: hl7('condition-clinical', 'active'),
    verificationStatus: hl7('condition-ver-status', 'confirmed'),
    subject: reference,
  };
}

/** Repeat medicines with their issues every four weeks, most of them in time, and short courses. */
export function rowsOfMedicines(person: Person, contacts: readonly Contact[], random: Random): Resource[] {
  const repeats = person.conditions.flatMap(({ since, medicine }): MedicationRequest[] => {
    const from = Math.max(since + random.integer(0, 30), person.from);
    if (medicine === undefined || from >= person.to || random.chance(0.02)) return [];
    const plan: MedicationRequest = {
      ...order(person, from, medicine, random),
      intent: 'plan',
      status: 'active',
      courseOfTherapyType: hl7('medicationrequest-course-of-therapy', 'continuous'),
    };
    const issues: MedicationRequest[] = [];
    for (let day = from; day < person.to; day += issueDays + random.integer(-3, random.chance(0.05) ? 40 : 4))
      issues.push({
        ...order(person, day, medicine, random),
        basedOn: [{ reference: `MedicationRequest/${plan.id}` }],
      });
    return [plan, ...issues];
  });
  const courses = contacts
    .filter(({ way, who }) => who !== undefined && way !== 'entry' && way !== 'nurse' && random.chance(0.15))
    .map(({ day, id }) => ({
      ...order(person, day, random.pick(shortCourses), random),
      courseOfTherapyType: hl7('medicationrequest-course-of-therapy', 'acute'),
      encounter: { reference: `Encounter/${id}` },
    }));
  return [...repeats, ...courses];
}

function order({ reference }: Person, day: Day, name: string, random: Random): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id: newId(random),
    meta: metaOf(day),
    status: 'completed',
    intent: 'order',
    medicationCodeableConcept: { text: name },
    subject: reference,
    authoredOn: dateOf(day),
    dosageInstruction: [{ text: 'Take as directed, one a day' }],
    dispenseRequest: {
      quantity: { value: issueDays, unit: 'tablet' },
      expectedSupplyDuration: { value: issueDays, unit: 'day' },
    },
  };
}
