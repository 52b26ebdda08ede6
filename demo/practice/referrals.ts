import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';
import { hospitalId } from './staff-resources.ts';

const snomed = 'http://snomed.info/sct';

/** Referrals to specialists, each with an outpatient visit at which no abnormality was recorded. */
export function referrals(person: DemoPerson, today: Day): Resource[] {
  const subject = { reference: `Patient/${person.id}` };
  return (person.referred ?? []).flatMap(([referred, specialty, attended], index): Resource[] => {
    const id = `${person.id}-referral-${index + 1}`;
    const day = resolveDate(attended, today, person.id);
    return [
      {
        resourceType: 'ServiceRequest',
        id,
        status: 'completed',
        intent: 'order',
        priority: 'routine',
        category: [{ coding: [{ system: snomed, code: '3457005', display: 'Patient referral' }] }],
        code: { text: specialty },
        subject,
        authoredOn: resolveDate(referred, today, person.id),
      },
      {
        resourceType: 'Encounter',
        id: `${id}-clinic`,
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
        type: [{ text: 'Outpatient clinic' }],
        subject,
        basedOn: [{ reference: `ServiceRequest/${id}` }],
        period: { start: day, end: day },
        diagnosis: [{ condition: { reference: `Condition/${id}-found` } }],
        serviceProvider: { reference: `Organization/${hospitalId}`, display: 'County Hospital' },
      },
      {
        resourceType: 'Condition',
        id: `${id}-found`,
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
        },
        code: {
          coding: [{ system: snomed, code: '281900007', display: 'No abnormality detected' }],
          text: 'No abnormality detected',
        },
        subject,
        recordedDate: day,
      },
    ];
  });
}
