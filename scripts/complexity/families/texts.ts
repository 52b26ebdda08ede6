import { callOf, type Family, times } from '../call.ts';
import { textsOfEntries } from './texts-of-entries.ts';
import { textsOfMedicines } from './texts-of-medicines.ts';
import { textsOfPeople } from './texts-of-people.ts';
import { textsOfVisits } from './texts-of-visits.ts';

/** Worst cases for regular expressions: long runs of repeated matches, and words they search for. */
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
  'no. ',
  'no cough but ',
  'nicht ',
  '9',
  's',
  'é\u0301',
];

/** A place in a chart that holds free text. */
const fields = { ...textsOfMedicines, ...textsOfVisits, ...textsOfPeople, ...textsOfEntries };

/** Each field with one very long text per filler, and with many texts just short enough to be read completely. */
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
