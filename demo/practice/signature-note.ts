import type { CarePlan } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';

const fourWeeks = { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };

/** The illness-signature note that the person and a clinician wrote: poor sleep, and tablets collected late. */
export function note(person: DemoPerson, today: Day): CarePlan[] {
  if (person.note === undefined) return [];
  const { written, who, words } = person.note;
  const subject = { reference: `Patient/${person.id}` };
  return [
    {
      resourceType: 'CarePlan',
      id: `${person.id}-note`,
      extension: [
        {
          url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
          extension: [
            { url: 'minSigns', valueInteger: 2 },
            { url: 'window', valueDuration: { ...fourWeeks, value: 42 } },
            {
              url: 'sign',
              extension: [
                { url: 'text', valueString: 'poor sleep' },
                {
                  url: 'trigger',
                  valueTriggerDefinition: {
                    type: 'data-added',
                    data: [
                      {
                        type: 'Condition',
                        codeFilter: [{ path: 'code', valueSet: 'https://secure-base.org/fhir/ValueSet/symptom-sleep' }],
                        dateFilter: [{ path: 'recordedDate', valueDuration: fourWeeks }],
                      },
                    ],
                  },
                },
              ],
            },
            {
              url: 'sign',
              extension: [
                { url: 'text', valueString: 'late tablets' },
                {
                  url: 'trigger',
                  valueTriggerDefinition: { type: 'named-event', name: 'medicine-not-collected' },
                },
              ],
            },
          ],
        },
      ],
      status: 'active',
      intent: 'plan',
      category: [{ text: 'Relapse signature (shared)' }],
      subject,
      created: resolveDate(written, today, person.id),
      author: { reference: `Practitioner/${who}` },
      contributor: [subject],
      note: [{ authorReference: subject, text: words }],
    },
  ];
}
