import type { DemoPerson, Problem } from './person.ts';
import { parseDays } from './relative-day.ts';

const noted = (code: string, display: string, row: string): Problem[] =>
  parseDays(row).map((recorded) => ({ condition: [code, display], recorded }));

/** Persistent symptoms, and the work-up so far. */
const lasting = {
  visits: [
    ['dr-lee', '-30m -22m -11m -7m -3m'],
    ['dr-wren', '-26m -9m -5m'],
  ],
  problems: [
    ...noted('25064002', 'Headache', '-30m -22m -11m -3m'),
    ...noted('161891005', 'Backache', '-26m -16m -9m'),
    ...noted('404640003', 'Dizziness', '-26m -15m -5m'),
    ...noted('80313002', 'Palpitations', '-22m -11m'),
    ...noted('84229001', 'Fatigue', '-16m -7m'),
  ],
  results: [
    ['haemoglobin', '-26m -11m'],
    ['TSH', '-22m -7m'],
  ],
  referred: [
    ['-29m', 'Neurology', '-26m'],
    ['-21m', 'Cardiology', '-18m'],
    ['-15m', 'Rheumatology', '-12m'],
    ['-8m', 'Ear, nose and throat', '-5m'],
  ],
} as const satisfies Partial<DemoPerson>;

/** One person with persistent symptoms, and one for whom red flags come first. */
export const withSymptoms: DemoPerson = {
  id: 'nora-byrne',
  name: ['Mrs', 'Nora', 'Byrne'],
  gender: 'female',
  age: 43,
  registered: '-13y',
  ...lasting,
  story: 'One symptom after another, and no specialist found a cause. She is no less tired for that.',
  expect: { everyone: 'persistent-symptoms' },
};

export const withSomethingNew: DemoPerson = {
  ...withSymptoms,
  id: 'iris-tully',
  name: ['Ms', 'Iris', 'Tully'],
  problems: [...lasting.problems, { condition: ['12063002', 'Rectal haemorrhage'], recorded: '-2m' }],
  story:
    'The same symptoms and the same clinics. Not long ago she spoke of bleeding: something new needs a fresh look.',
  expect: { everyone: null },
};
