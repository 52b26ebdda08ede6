import { callOf, daysAgo, type Family, type Json, snomed, subject, times } from '../call.ts';

const code = { system: 'http://loinc.org', code: '8480-6' };
const data = (codes = 1): Json => ({
  type: 'Observation',
  codeFilter: [{ path: 'code', code: [code, ...times(codes - 1, (i) => ({ system: 'x', code: `${i}` }))] }],
});
const sign = (text: string, requirements: readonly Json[]): Json => ({
  url: 'sign',
  extension: [
    { url: 'text', valueString: text },
    { url: 'trigger', valueTriggerDefinition: { type: 'data-added', data: requirements } },
  ],
});
const event = (text: string): Json => ({
  url: 'sign',
  extension: [
    { url: 'text', valueString: text },
    { url: 'trigger', valueTriggerDefinition: { type: 'named-event', name: 'gone-quiet' } },
  ],
});
const plan = (i: number, signs: readonly Json[], more: Json = {}): Json => ({
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
const observation = (i: number, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: `o${i}`,
  status: 'final',
  subject,
  code: { coding: [code] },
  effectiveDateTime: daysAgo(i),
  ...more,
});
const observations = (n: number) => times(n, (i) => observation(i));

/** Notes of signs, each of which is looked for in the whole record. */
export const signatures: readonly Family[] = [
  {
    name: 'observations that are a sign',
    call: (n) => callOf({ prefetch: { carePlans: [plan(0, [sign('a', [data()])])], observations: observations(n) } }),
  },
  {
    name: 'observations of one day that are a sign',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [plan(0, [sign('a', [data(), data()])])],
          observations: times(n, (i) => observation(i, { effectiveDateTime: daysAgo(9) })),
        },
      }),
  },
  {
    name: 'observations that are a sign of three requirements',
    call: (n) =>
      callOf({
        prefetch: { carePlans: [plan(0, [sign('a', [data(), data(), data()])])], observations: observations(n) },
      }),
  },
  {
    name: 'signs of a note',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(
              0,
              times(n, (i) => sign(`sign ${i}`, [data()])),
            ),
          ],
          observations: observations(1000),
        },
      }),
  },
  {
    name: 'signs and observations',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(
              0,
              times(n, (i) => sign(`sign ${i}`, [data()])),
            ),
          ],
          observations: observations(n),
        },
      }),
  },
  {
    name: 'requirements of a sign and observations',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(0, [
              sign(
                'a',
                times(n, () => data()),
              ),
            ]),
          ],
          observations: observations(n),
        },
      }),
  },
  {
    name: 'codes of a requirement and observations',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [plan(0, [sign('a', [data(n)])])],
          observations: times(n, (i) => observation(i, { code: { coding: [{ system: 'y', code: `${i}` }] } })),
        },
      }),
  },
  {
    name: 'codes of a requirement and codings of observations',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [plan(0, [sign('a', [data(n)])])],
          observations: times(n / 40, (i) =>
            observation(i, { code: { coding: times(40, (j) => ({ system: 'y', code: `${i} ${j}` })) } }),
          ),
        },
      }),
  },
  {
    name: 'filters of a requirement and observations',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(0, [
              sign('a', [
                {
                  ...data(),
                  codeFilter: times(n, () => ({ path: 'code', code: [code] })),
                  dateFilter: times(n, () => ({ path: 'effective', valuePeriod: { start: '2000-01-01' } })),
                },
              ]),
            ]),
          ],
          observations: observations(n),
        },
      }),
  },
  {
    name: 'notes of signs and observations',
    call: (n) =>
      callOf({
        prefetch: { carePlans: times(n, (i) => plan(i, [sign('a', [data()])])), observations: observations(n) },
      }),
  },
  {
    name: 'notes of signs that address conditions',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: times(n, (i) => plan(i, [], { addresses: [{ reference: `Condition/c${i}` }] })),
          conditions: times(n, (i) => ({
            resourceType: 'Condition',
            id: `c${i}`,
            subject,
            code: { coding: [{ system: snomed, code: '1' }] },
          })),
        },
      }),
  },
  {
    name: 'a note of signs that addresses conditions',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [plan(0, [], { addresses: times(n, (i) => ({ reference: `Condition/c${i}` })) })],
          conditions: times(n, (i) => ({
            resourceType: 'Condition',
            id: `c${i}`,
            subject,
            code: { coding: [{ system: snomed, code: '1' }] },
          })),
        },
      }),
  },
  {
    name: 'signs that are detections',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(
              0,
              times(n, (i) => event(`sign ${i}`)),
            ),
          ],
        },
      }),
  },
  {
    name: 'elements of observations that are looked through',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(
              0,
              times(20, (i) =>
                sign(`sign ${i}`, [{ type: 'Observation', codeFilter: [{ path: 'value.coding.code', code: [code] }] }]),
              ),
            ),
          ],
          observations: times(n / 200, (i) => observation(i, Object.fromEntries(times(200, (j) => [`x${j}`, 1])))),
        },
      }),
  },
];
