import type { CarePlan, Extension, TriggerDefinition } from '@medplum/fhirtypes';
import { practitionerReference } from './practice.ts';

/** An illness-signature note of two signs: poor sleep, and tablets collected late. */
export function signatureNote(id: string, written: string): CarePlan {
  const subject = { reference: `Patient/${id}` };
  const sixWeeks = { value: 42, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };
  const valueSet = 'https://secure-base.org/fhir/ValueSet/symptom-sleep';
  const sleep = { type: 'Condition' as const, codeFilter: [{ path: 'code', valueSet }] };
  const sign = (text: string, trigger: TriggerDefinition): Extension => ({
    url: 'sign',
    extension: [
      { url: 'text', valueString: text },
      { url: 'trigger', valueTriggerDefinition: trigger },
    ],
  });
  return {
    resourceType: 'CarePlan',
    id: `${id}-note`,
    extension: [
      {
        url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
        extension: [
          { url: 'minSigns', valueInteger: 2 },
          { url: 'window', valueDuration: sixWeeks },
          sign('poor sleep', { type: 'data-added', data: [sleep] }),
          sign('late tablets', { type: 'named-event', name: 'medicine-not-collected' }),
        ],
      },
    ],
    status: 'active',
    intent: 'plan',
    subject,
    created: written,
    author: { reference: practitionerReference('a') },
    contributor: [subject],
    note: [{ authorReference: subject, text: 'Ring me.' }],
  };
}
