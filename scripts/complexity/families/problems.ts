import { callOf, daysAgo, type Family, snomed, times } from '../call.ts';
import { condition, depressed, observation, pain } from '../resources.ts';

/** Many conditions and observations. */
export const problems: readonly Family[] = [
  {
    name: 'conditions of one code, each with another display',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            condition(i, { code: { coding: [{ system: snomed, code: '1', display: `d${i}` }] } }),
          ),
        },
      }),
  },
  {
    name: 'conditions, each of another text',
    call: (n) => callOf({ prefetch: { conditions: times(n, (i) => condition(i, { code: { text: `pain ${i}` } })) } }),
  },
  {
    name: 'relapses',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, { code: depressed, onsetDateTime: daysAgo(60 + i), abatementDateTime: daysAgo(59 + i) }),
          ),
        },
      }),
  },
  {
    name: 'relapses in one place',
    call: (n) =>
      callOf({
        hook: 'encounter-discharge',
        context: { encounterId: 'past-0' },
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, {
              code: depressed,
              onsetDateTime: daysAgo(i % 2 ? 30 : 900),
              clinicalStatus: { coding: [{ code: 'remission' }] },
            }),
          ),
        },
      }),
  },
  {
    name: 'symptoms in observations on many days',
    call: (n) =>
      callOf({ prefetch: { observations: times(n, (i) => observation(i, { code: { text: 'Back pain' } })) } }),
  },
  {
    name: 'symptoms and normal tests',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, {
              code: { text: ['Back pain', 'Headache', 'Fatigue', 'Dizziness'][i % 4] },
              recordedDate: daysAgo((i % 300) + 60),
              onsetDateTime: daysAgo((i % 300) + 60),
            }),
          ),
          observations: times(n, (i) =>
            observation(i, {
              effectiveDateTime: daysAgo(i),
              interpretation: [
                {
                  coding: [{ code: 'N', system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation' }],
                },
              ],
            }),
          ),
        },
      }),
  },
  {
    name: 'components of observations',
    call: (n) =>
      callOf({
        prefetch: {
          observations: times(n / 500, (i) =>
            observation(i, {
              component: times(500, () => ({
                code: { text: 'Body weight' },
                valueQuantity: { value: 80, unit: 'kg' },
              })),
            }),
          ),
        },
      }),
  },
  {
    name: 'weights',
    call: (n) =>
      callOf({
        prefetch: {
          observations: times(n, (i) =>
            observation(i, { code: { text: 'Body weight' }, valueQuantity: { value: 80, unit: 'kg' } }),
          ),
          conditions: times(10, (i) =>
            pain(i, {
              code: { text: 'Heart failure' },
              clinicalStatus: { coding: [{ code: 'relapse' }] },
              onsetDateTime: daysAgo(100 + 300 * i),
            }),
          ),
        },
      }),
  },
];
