import type { Condition as ConditionResource, Encounter, Resource } from '@medplum/fhirtypes';
import type { Day, IsoDate } from '#src/history/calendar.ts';
import type { Condition, DemoPerson, Problem } from './person.ts';
import { resolveAnyDate, resolveDate } from './relative-day.ts';
import { hospitalId } from './staff-resources.ts';

const snomed = 'http://snomed.info/sct';
const clinicalStatus = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const category = 'http://terminology.hl7.org/CodeSystem/condition-category';
const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** Long-term conditions, and problems with onset and end, with the emergency attendances that found them. */
export function problems(person: DemoPerson, today: Day): Resource[] {
  return [
    ...(person.conditions ?? []).map((condition, index) => ({
      ...entry(person, `condition-${index + 1}`, condition, 'active'),
      ...dates(resolveDate(`-${6 + index}y`, today, person.id)),
    })),
    ...(person.problems ?? []).flatMap((one, index) => problem(person, one, `problem-${index + 1}`, today)),
  ];
}

/** The day on which a problem was written down. */
export function recordedOn({ id }: DemoPerson, { recorded, atEmergency }: Problem, today: Day): IsoDate {
  return atEmergency ? resolveAnyDate(recorded, today, id) : resolveDate(recorded, today, id);
}

function problem(person: DemoPerson, one: Problem, name: string, today: Day): Resource[] {
  const { condition, onset, resolved, atEmergency } = one;
  const recorded = recordedOn(person, one, today);
  const condensed: ConditionResource = {
    ...entry(person, name, condition, resolved === undefined ? 'active' : 'resolved'),
    ...dates(recorded, onset && resolveAnyDate(onset, today, person.id)),
    ...(resolved !== undefined && { abatementDateTime: resolveAnyDate(resolved, today, person.id) }),
  };
  if (!atEmergency) return [condensed];
  const attendance = emergency(person, `${person.id}-${name}-emergency`, recorded);
  return [{ ...condensed, encounter: { reference: `Encounter/${attendance.id}` } }, attendance];
}

function entry(
  { id }: DemoPerson,
  name: string,
  [code, display, system = snomed]: Condition,
  status: 'active' | 'resolved',
): ConditionResource {
  return {
    resourceType: 'Condition',
    id: `${id}-${name}`,
    clinicalStatus: { coding: [{ system: clinicalStatus, code: status }] },
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
    },
    category: [{ coding: [{ system: category, code: 'problem-list-item' }] }],
    code: { coding: [{ system, code, display }], text: display },
    subject: { reference: `Patient/${id}` },
  };
}

function dates(recorded: IsoDate, onset = recorded): Pick<ConditionResource, 'onsetDateTime' | 'recordedDate'> {
  return { onsetDateTime: onset, recordedDate: recorded };
}

function emergency({ id: patient }: DemoPerson, id: string, day: IsoDate): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: actCode, code: 'EMER', display: 'emergency' },
    type: [{ text: 'Emergency department' }],
    subject: { reference: `Patient/${patient}` },
    period: { start: day, end: day },
    serviceProvider: { reference: `Organization/${hospitalId}`, display: 'County Hospital' },
  };
}
