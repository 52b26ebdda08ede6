import { callOf, type Family, type Json, times } from '../call.ts';
import { condition, to } from '../resources.ts';

const text = (i: number): Json => ({ text: `pain ${i}` });
const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);
const person = (patient: Json) => callOf({ patient });

/** A person with very many of each repeating element. */
export const listsOfThePerson: readonly Family[] = [
  {
    name: 'names of the person',
    call: (n) =>
      person({ name: times(n, (i) => ({ family: `x${i}`, given: ['a'], use: i % 2 ? 'usual' : 'official' })) }),
  },
  { name: 'given names', call: (n) => person({ name: [{ family: 'x', given: times(n, (i) => `a${i}`) }] }) },
  {
    name: 'practices of the person',
    call: (n) => person({ generalPractitioner: times(n, (i) => to(`Practitioner/x${i}`)) }),
  },
  {
    name: 'extensions of the person',
    call: (n) => person({ extension: times(n, () => ({ url: 'NHSCommunication', extension: [] })) }),
  },
  {
    name: 'identifiers of the person, and whose records they are',
    call: (n) =>
      callOf({
        patient: { identifier: times(n, (i) => ({ system: 'x', value: `${i}` })) },
        prefetch: {
          conditions: times(n, (i) => condition(i, { subject: to(`Patient?identifier=y|${i}`), code: text(0) })),
        },
      }),
  },
  { name: 'nesting', call: (n) => person({ extension: times(n, () => deep(50)) }) },
  { name: 'empty lists', call: (n) => person({ extension: times(n, () => []) }) },
  { name: 'security labels', call: (n) => person({ meta: { security: times(n, (i) => ({ code: `x${i}` })) } }) },
];
