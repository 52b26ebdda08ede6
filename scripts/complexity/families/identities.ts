import { callOf, encounter, type Family, times } from '../call.ts';
import { gmc, practitioner, sds, seen } from './people.ts';

/** A number with more than two names is a placeholder and links nobody. */
const name = [{ family: 'F' }];

/** Very many clinicians, linked by shared identifiers or not. */
export const identities: readonly Family[] = [
  {
    name: 'practitioners in pairs of numbers',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) =>
          practitioner(i, {
            identifier: [
              { system: gmc, value: `${1_000_000 + (i >> 1)}` },
              { system: sds, value: `${100_000_000_000 + ((i + 1) >> 1)}` },
            ],
          }),
        ),
      }),
  },
  {
    name: 'practitioners of one number',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => practitioner(i, { name, identifier: [{ system: gmc, value: '1234567' }] })),
      }),
  },
  {
    name: 'practitioners of one number and many names',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => practitioner(i, { identifier: [{ system: gmc, value: '1234567' }] })),
      }),
  },
  {
    name: 'practitioners of one local number',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) =>
          practitioner(i, {
            name,
            identifier: [
              { system: 'local', value: '1' },
              { system: gmc, value: `${1_000_000 + (i % 2 ? 0 : i)}` },
            ],
          }),
        ),
      }),
  },
  {
    name: 'practitioners in a chain of local numbers',
    call: (n) =>
      callOf({
        prefetch: seen(n),
        included: times(n, (i) => ({
          ...practitioner(i, {
            name,
            identifier: [
              { system: 'local', value: String(1_000_000 + i) },
              { system: 'local', value: String(1_000_001 + i) },
            ],
          }),
          id: `x${9_000_000 - i}`,
        })),
      }),
  },
  {
    name: 'a number that is referred to by many, and held by many',
    call: (n) =>
      callOf({
        included: times(n, (i) => practitioner(i, { name, identifier: [{ system: gmc, value: '1234567' }] })),
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 900, {
              participant: [{ individual: { identifier: { system: gmc, value: '1234567' } } }],
            }),
          ),
        },
      }),
  },
  {
    name: 'identifiers of a practitioner',
    call: (n) =>
      callOf({
        included: [practitioner(0, { id: 'gp', identifier: times(n, (i) => ({ system: 'local', value: `${i}` })) })],
      }),
  },
  {
    name: 'names of a practitioner',
    call: (n) => callOf({ included: [practitioner(0, { id: 'gp', name: times(n, (i) => ({ family: `x${i}` })) })] }),
  },
];
