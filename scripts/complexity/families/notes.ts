import { callOf, type Family, snomed, subject, times } from '../call.ts';
import { code, data, event, observation, observations, plan, sign } from './signs.ts';

/** Illness-signature notes, and the filters of a sign. */
export const notes: readonly Family[] = [
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
  {
    name: 'different paths of filters',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(
              0,
              times(10, (i) =>
                sign(`sign ${i}`, [
                  {
                    ...data(),
                    codeFilter: times(n / 10, (j) => ({ path: `value.ofType(T${i}x${j}).coding[0]`, code: [code] })),
                  },
                ]),
              ),
            ),
          ],
          observations: observations(20),
        },
      }),
  },
  {
    name: 'references that paths follow',
    call: (n) =>
      callOf({
        prefetch: {
          carePlans: [
            plan(0, [
              sign('a', [
                {
                  type: 'Observation',
                  codeFilter: [{ path: 'encounter.resolve().serviceProvider.resolve().type', code: [code] }],
                },
              ]),
            ]),
          ],
          encounters: times(n, (i) => ({
            resourceType: 'Encounter',
            id: `e${i}`,
            status: 'finished',
            subject,
            period: { start: '2020-01-01' },
            serviceProvider: { reference: 'Organization/o' },
          })),
          observations: times(n, (i) =>
            observation(i, { encounter: times(20, () => ({ reference: `Encounter/e${i}` })) }),
          ),
        },
      }),
  },
];
