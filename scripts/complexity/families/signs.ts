import { daysAgo, type Json, subject, times } from '../call.ts';

/** The code of the observations, which the signs search for. */
export const code = { system: 'http://loinc.org', code: '8480-6' };
/** A data requirement for this code among `count` codes. */
export const data = (codes = 1): Json => ({
  type: 'Observation',
  codeFilter: [{ path: 'code', code: [code, ...times(codes - 1, (i) => ({ system: 'x', code: `${i}` }))] }],
});
/** A sign triggered by data. */
export const sign = (text: string, requirements: readonly Json[]): Json => ({
  url: 'sign',
  extension: [
    { url: 'text', valueString: text },
    { url: 'trigger', valueTriggerDefinition: { type: 'data-added', data: requirements } },
  ],
});
/** A sign triggered by a detection. */
export const event = (text: string): Json => ({
  url: 'sign',
  extension: [
    { url: 'text', valueString: text },
    { url: 'trigger', valueTriggerDefinition: { type: 'named-event', name: 'gone-quiet' } },
  ],
});
export const plan = (i: number, signs: readonly Json[], more: Json = {}): Json => ({
  resourceType: 'CarePlan',
  id: `c${i}`,
  status: 'active',
  intent: 'plan',
  subject,
  created: daysAgo(300),
  extension: [
    {
      url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
      extension: [{ url: 'minSigns', valueInteger: 1 }, ...signs],
    },
  ],
  ...more,
});
export const observation = (i: number, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: `o${i}`,
  status: 'final',
  subject,
  code: { coding: [code] },
  effectiveDateTime: daysAgo(i),
  ...more,
});
/** One matching observation per day. */
export const observations = (n: number) => times(n, (i) => observation(i));
