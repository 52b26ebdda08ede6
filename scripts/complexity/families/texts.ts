import { callOf, type Family, times } from '../call.ts';
import { textsOfEntries } from './texts-of-entries.ts';
import { textsOfMedicines } from './texts-of-medicines.ts';
import { textsOfPeople } from './texts-of-people.ts';
import { textsOfVisits } from './texts-of-visits.ts';

/** What patterns trip over: runs of what they repeat, and words that they look for again and again. */
const fillers: readonly string[] = [
  ' ',
  '[',
  ', ',
  ' / ',
  'no ',
  'pain ',
  'heart - ',
  '\n\t',
  'a',
  '1 mg ',
  ' sodium',
  '/A',
  '. ',
  'not required; ',
  '9',
  's',
  'é\u0301',
];

/** Where a text of others stands in a chart. */
const fields = { ...textsOfMedicines, ...textsOfVisits, ...textsOfPeople, ...textsOfEntries };

/** Each field with one very long text of each filler; and with many that are as long as any that is still read whole. */
export const texts: readonly Family[] = Object.entries(fields).flatMap(([name, chart]) => [
  { name: `${name}: long`, call: (n) => callOf(chart(fillers.map((filler) => long(filler, n)))) },
  {
    name: `${name}: many`,
    call: (n) => callOf(chart(times(n, (i) => long(fillers[i % fillers.length] ?? ' ', 400) + i))),
  },
]);

function long(filler: string, length: number): string {
  return `a${filler.repeat(Math.ceil(length / filler.length))}b`;
}
