import type { Communication, Immunization, Procedure, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { randomDays } from '../evaluate/lives/life.ts';
import type { Random } from '../evaluate/lives/random.ts';
import type { Contact } from './contacts.ts';
import { dateOf, hl7, instant, metaOf, newId } from './elements.ts';
import type { Person } from './person.ts';
import { nurseWork, specialties } from './vocabulary.ts';

const promises: readonly [string, ...string[]] = ['Call back', 'Tell result', 'Send letter'];
const invitations: readonly [string, ...string[]] = [
  'Blood pressure review',
  'Influenza vaccination',
  'Cervical screening',
  'Asthma review',
];

/** What came of visits: referrals, promises, what nurses did; and letters that invite to reviews. */
export function rowsOfWork(person: Person, contacts: readonly Contact[], random: Random): Resource[] {
  const ofContacts = contacts.flatMap((contact): Resource[] => [
    ...(contact.way === 'nurse' && random.chance(0.5) ? [procedure(person, contact, random)] : []),
    ...(contact.way === 'nurse' && random.chance(0.15) ? [vaccination(person, contact, random)] : []),
    ...(contact.who !== undefined && random.chance(0.04) ? [referral(person, contact, random)] : []),
    ...(contact.who !== undefined && random.chance(0.04) ? [promise(person, contact, random)] : []),
  ]);
  const letters = randomDays(random, person.from, person.to, person.age < 18 ? 0.3 : 1.2);
  return [
    ...ofContacts,
    ...letters.map(
      (day): Communication => ({
        resourceType: 'Communication',
        id: newId(random),
        meta: metaOf(day),
        status: 'completed',
        category: [hl7('communication-category', 'reminder')],
        subject: person.reference,
        recipient: [person.reference],
        reasonCode: [{ text: random.pick(invitations) }],
        sent: instant(day, 540),
      }),
    ),
  ];
}

function procedure({ reference }: Person, { day, minute, id }: Contact, random: Random): Procedure {
  return {
    resourceType: 'Procedure',
    id: newId(random),
    meta: metaOf(day),
    status: 'completed',
    code: { text: random.pick(nurseWork) },
    subject: reference,
    encounter: { reference: `Encounter/${id}` },
    performedDateTime: instant(day, minute),
  };
}

/** A type that the service does not read, as every export holds some. */
function vaccination({ reference }: Person, { day, minute, id }: Contact, random: Random): Immunization {
  return {
    resourceType: 'Immunization',
    id: newId(random),
    meta: metaOf(day),
    status: 'completed',
    vaccineCode: { text: 'Influenza vaccine' },
    patient: reference,
    encounter: { reference: `Encounter/${id}` },
    occurrenceDateTime: instant(day, minute),
  };
}

function referral(person: Person, { day, reason, who, id }: Contact, random: Random): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    id: newId(random),
    meta: metaOf(day),
    status: random.chance(0.8) ? 'completed' : 'active',
    intent: 'order',
    category: [{ text: 'Referral' }],
    priority: random.chance(0.1) ? 'urgent' : 'routine',
    code: { text: random.pick(specialties) },
    subject: person.reference,
    encounter: { reference: `Encounter/${id}` },
    authoredOn: dateOf(day),
    ...(who !== undefined && { requester: who.reference }),
    reasonCode: [{ text: reason[1] }],
  };
}

/** Most are fulfilled within the week, one in twelve stays open. */
function promise(person: Person, { day, who }: Contact, random: Random): Task {
  const due = day + random.integer(3, 10);
  const isDone = due < person.to && random.chance(0.92);
  return {
    resourceType: 'Task',
    id: newId(random),
    meta: metaOf(isDone ? due : day),
    status: isDone ? 'completed' : 'requested',
    intent: 'order',
    code: { text: random.pick(promises) },
    for: person.reference,
    authoredOn: instant(day, 700),
    lastModified: instant(isDone ? due : day, 720),
    ...(who !== undefined && { owner: who.reference }),
    restriction: { period: { end: dateOf(due) } },
  };
}
