import type { Day } from '#src/history/calendar.ts';
import { writeAppointment, writeVisit } from './entries.ts';
import type { Illness } from './illness.ts';
import { writeFinding, writeMeasurement, writeMedicine } from './illness-entries.ts';
import type { Random } from './random.ts';
import type { Written } from './record.ts';

/** Signs that may be in a record before a relapse, and at other times. */
export const signs = [
  'missed',
  'first-symptom',
  'second-symptom',
  'emergency',
  'otherwise',
  'contact',
  'late',
  'measured',
] as const;
export type Sign = (typeof signs)[number];

/** Probability, by day, of each sign in a window of settled time. */
export type Rates = { readonly [S in Sign]: (day: Day) => number };

/** How a person's signs develop over time. */
export interface Course {
  readonly illness: Illness;
  readonly from: Day;
  readonly to: Day;
  readonly rates: Rates;
  /** Onsets of all relapses, uncoded ones included. */
  readonly relapses: readonly Day[];
  /** Signs that come before a relapse with probability `strength`. */
  readonly before: readonly Sign[];
  readonly strength: number;
}

/** Writes the signs: by chance in settled time, with probability `strength` in the window before a relapse. */
export function writeSigns(record: Written, random: Random, course: Course): void {
  const late: Day[] = [];
  for (const sign of signs) {
    const days = daysOf(sign, random, course);
    if (sign === 'late') late.push(...days);
    else for (const day of days) writeSign(record, random, sign, day, course.illness);
  }
  writeSupplies(record, random, course, late);
}

function daysOf(sign: Sign, random: Random, { illness, from, to, rates, relapses, before, strength }: Course): Day[] {
  const days: Day[] = [];
  for (let day = from; day < to; day += 1) {
    if (random.chance(1 - (1 - rates[sign](day)) ** (1 / illness.window))) days.push(day);
  }
  if (!before.includes(sign)) return days;
  for (const onset of relapses) {
    const settled = rates[sign](onset);
    const day = onset - illness.lag - random.integer(1, illness.window);
    if (random.chance(1 - (1 - strength) / (1 - settled)) && day < to) days.push(day);
  }
  return days;
}

function writeSign(record: Written, random: Random, sign: Exclude<Sign, 'late'>, day: Day, illness: Illness): void {
  const who = random.chance(0.85) ? 'usual' : 'other';
  if (sign === 'missed')
    writeAppointment(record, { created: day - random.integer(4, 20), day, who, outcome: 'noshow' });
  else if (sign === 'emergency') writeVisit(record, { day, class: 'EMER' });
  else if (sign === 'otherwise' && illness.otherwise === 'phone') writeVisit(record, { day, who, class: 'VR' });
  else if (sign === 'otherwise') writeVisitToStranger(record, random, day);
  else if (sign === 'contact') writeVisit(record, { day, who });
  else if (sign === 'measured')
    writeMeasurement(record, day, illness.measure.of, illness.measure.shifted * random.between(0.97, 1.03));
  else {
    const reason = illness.symptoms[sign === 'first-symptom' ? 0 : 1];
    if (random.chance(0.5)) writeVisit(record, { day, who, reason });
    else writeFinding(record, day, reason);
  }
}

/** A locum, whom a server returns with the visit; anyone who can't be read might be known to the person under another id. */
function writeVisitToStranger(record: Written, random: Random, day: Day): void {
  const who = `locum-${random.integer(1, 2000)}`;
  record.write(day, { resourceType: 'Practitioner', id: who, name: [{ family: who }] });
  writeVisit(record, { day, who });
}

/** A repeat medicine every four weeks, on time except on the given late days. */
function writeSupplies(record: Written, random: Random, { illness, from, to }: Course, late: readonly Day[]): void {
  const days = 28;
  const supplies: Day[] = [];
  for (let day = from; day < to; ) {
    supplies.push(day);
    const due = day + days;
    const isLate = late.some((one) => one >= due && one < due + days);
    day = due + (isLate ? random.integer(16, 24) : random.integer(-2, 3));
  }
  writeMedicine(record, { name: illness.medicine, from, supplies, days });
}
