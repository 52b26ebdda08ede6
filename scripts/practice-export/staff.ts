import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { type Day, mondayOf } from '#src/history/calendar.ts';
import type { Random } from '../evaluate/lives/random.ts';
import { type Coded, concept, dateOf, metaOf, type Named } from './elements.ts';

/** Someone who works at a practice. */
export interface Worker {
  readonly reference: Named;
  readonly kind: keyof typeof roles;
  readonly from: Day;
  /** Last day, if it is known. */
  readonly to: Day | undefined;
  /** 0 is Monday. */
  readonly weekdays: readonly number[];
}

/** Roles in SNOMED CT. */
const roles = {
  gp: ['62247001', 'General practitioner'],
  trainee: ['309327004', 'General practitioner registrar'],
  locum: ['224936003', 'General practitioner locum'],
  nurse: ['159002008', 'Practice nurse'],
  reception: ['224608005', 'Administrative healthcare staff'],
} as const satisfies Readonly<Record<string, Coded>>;

/** People per GP and per nurse: of England’s 2,250 per full-time GP about half, as most work part-time; nurses: our estimate. */
const people = { gp: 1100, nurse: 1700 };
const year = 365;
const workingDays = 5;
const givenNames = [
  'Anna',
  'Ben',
  'Chitra',
  'David',
  'Efua',
  'Farid',
  'Grace',
  'Hugh',
  'Ines',
  'Jack',
  'Kiran',
  'Lena',
];
const familyNames = ['Adams', 'Begum', 'Clarke', 'Dutta', 'Evans', 'Ford', 'Green', 'Hill', 'Iqbal', 'Jones', 'Khan'];

/** Whoever has worked at a practice of `size` people in the six years before `asOf`, or is known to come. */
export function staffOf(practice: string, size: number, asOf: Day, random: Random): readonly Worker[] {
  const workers: Worker[] = [];
  const hire = (kind: Worker['kind'], from: Day, to: Day | undefined, days: number) => {
    const n = workers.length;
    const name = `${givenNames[n % givenNames.length]} ${familyNames[(n * 3 + random.integer(0, 2)) % familyNames.length]}`;
    const reference = { reference: `Practitioner/${practice}-${kind}-${n}`, display: name };
    const weekdays = Array.from({ length: days }, (_, i) => (i + n) % workingDays);
    workers.push({ reference, kind, from, to, weekdays });
  };
  const since = () => asOf - random.integer(6, 20) * year;
  for (let post = 0; post < Math.max(2, Math.round(size / people.gp)); post += 1) {
    const last = lastDayOf(post, asOf, random);
    hire('gp', since(), last, random.integer(3, 5));
    if (last !== undefined) hire('gp', last + random.integer(10, 60), undefined, random.integer(3, 5));
  }
  for (let n = 0; n < Math.max(2, Math.round(size / people.nurse)); n += 1) hire('nurse', since(), undefined, 4);
  for (let n = 0; n < 3; n += 1) hire('reception', since(), undefined, workingDays);
  for (let ago = 6; ago >= 0; ago -= 1) {
    const [from, next] = [traineesStart(asOf, ago), traineesStart(asOf, ago - 1)];
    if (from <= asOf) hire('trainee', from, next - 1, 4);
  }
  for (let from = asOf - 6 * year; from < asOf; from += random.integer(150, 400))
    hire('locum', from, from + random.integer(30, 90), 3);
  return workers;
}

/** In the last two years two posts of GPs change hands, one will soon, and every fourth of the others did earlier. */
function lastDayOf(post: number, asOf: Day, random: Random): Day | undefined {
  if (post === 0) return asOf - random.integer(130, 170);
  if (post === 1) return asOf - random.integer(450, 520);
  if (post === 2) return asOf + random.integer(25, 60);
  return post % 4 === 3 ? asOf - random.integer(3 * year, 4.5 * year) : undefined;
}

/** The first Wednesday of August, when trainees change places, in the year of `asOf` or some years before it. */
function traineesStart(asOf: Day, yearsAgo: number): Day {
  const first = Date.UTC(new Date(asOf * 86_400_000).getUTCFullYear() - yearsAgo, 7, 1) / 86_400_000;
  const wednesday = mondayOf(first) + 2;
  return wednesday < first ? wednesday + 7 : wednesday;
}

/** Whether someone works there on a day of the week on which they come. */
export function isAtWork({ from, to, weekdays }: Worker, day: Day): boolean {
  return day >= from && (to === undefined || day <= to) && weekdays.includes(day - mondayOf(day));
}

/** The rows of someone: of who they are, and of their work here. */
export function rowsOfWorker(
  worker: Worker,
  organisation: { readonly reference: string },
  asOf: Day,
): [Practitioner, PractitionerRole] {
  const { reference, kind, from, to } = worker;
  const id = reference.reference.replace('Practitioner/', '');
  const [given = '', family = ''] = reference.display.split(' ');
  const isGone = to !== undefined && to < asOf;
  const practitioner: Practitioner = {
    resourceType: 'Practitioner',
    id,
    meta: metaOf(from),
    active: true,
    name: [{ prefix: [kind === 'nurse' || kind === 'reception' ? 'Ms' : 'Dr'], given: [given], family }],
  };
  const role: PractitionerRole = {
    resourceType: 'PractitionerRole',
    id: `${id}-role`,
    meta: metaOf(isGone ? to : from),
    active: !isGone,
    period: { start: dateOf(from), ...(to !== undefined && { end: dateOf(to) }) },
    practitioner: reference,
    organization: organisation,
    code: [concept(roles[kind])],
  };
  return [practitioner, role];
}
