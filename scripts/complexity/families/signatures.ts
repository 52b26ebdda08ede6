import { callOf, daysAgo, type Family, times } from '../call.ts';
import { data, observation, observations, plan, sign } from './signs.ts';

/** Many signs, each searched for in the complete record. */
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
];
