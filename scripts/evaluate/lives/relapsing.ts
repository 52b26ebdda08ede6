import type { Day } from '#src/history/calendar.ts';
import { writeVisit } from './entries.ts';
import { type Coding, goodCoding, type Illness, writeIllness, writeRelapse } from './illness.ts';
import { type Life, newPerson, randomDays, today, weekly, year } from './life.ts';
import { settledPractice } from './practice.ts';
import type { Random } from './random.ts';
import { type Rates, type Sign, signs, writeSigns } from './signs.ts';

/** Parameters of a kind of life with relapses. */
export interface Relapsing {
  readonly illnesses: readonly Illness[];
  /** Number of relapses before the first opening. */
  readonly earlier: (random: Random) => number;
  /** Three true signs come before each relapse, and another relapse follows. */
  readonly prodrome: boolean;
  readonly coding?: Coding;
  readonly pattern?: 'seasonal' | 'changed';
  /** Least and most days from one relapse to the next. */
  readonly apart?: readonly [number, number];
}

/**
 * A judgement: people with recurrent depression had 0.21 episodes a year, at very uneven intervals (Solomon 2000); these
 * lives have several, so closer together. The detection shows no card three years after the last.
 */
const usuallyApart = [300, 900] as const;
const strength = 0.8;
/** Signs that can be true ones; the others follow from them, as contacts follow from symptoms. */
const mayBeTrue = ['missed', 'first-symptom', 'second-symptom', 'emergency', 'otherwise'] as const;
const contactsAYear = { light: 3, heavy: 14 };

/** A life with relapses, whose signs come before them, only seem to, or never do. */
export function relapsingLife(random: Random, kind: Relapsing): Life {
  const peak = random.integer(0, year - 1);
  const plan = kind.illnesses.map((illness) => ({ illness, onsets: onsetsOf(random, kind, peak) }));
  const last = Math.max(...plan.flatMap(({ onsets }) => onsets));
  const first = Math.min(...plan.flatMap(({ onsets }) => onsets));
  const from = first - random.integer(550, 900);
  const to = kind.prodrome ? last : last + random.integer(120, 330);
  const record = newPerson(random, from);
  const contacts = random.chance(0.5) ? contactsAYear.light : contactsAYear.heavy;
  for (const day of randomDays(random, from, to, contacts))
    writeVisit(record, { day, who: random.chance(0.8) ? 'usual' : 'other' });
  const coded: Day[] = [];
  for (const { illness, onsets } of plan) {
    writeIllness(record, random, illness, from, to);
    const before = kind.prodrome ? three(random) : [];
    const rates = ratesOf(random, before, { kind, peak, from, to });
    writeSigns(record, random, { illness, from: from + 30, to, rates, relapses: onsets, before, strength });
    for (const onset of kind.prodrome ? onsets.slice(0, -1) : onsets)
      if (writeRelapse(record, random, illness, onset, kind.coding ?? goodCoding)) coded.push(onset);
  }
  const [main] = plan;
  const next = kind.prodrome && main && { day: last, from: last - main.illness.lag - main.illness.window };
  const watched = kind.prodrome && main ? settledAfter(main.onsets.at(-2) ?? from, main.illness) : to - 2 * year;
  const openings = weekly(watched, next ? last - 3 - random.integer(0, 6) : to, () => 'usual');
  const truth = { contacts, relapses: coded, ...(next && { next }) };
  const learning = !kind.prodrome && (kind.illnesses.length > 1 || kind.pattern !== undefined);
  return { record, practice: settledPractice(from), openings, judged: ['illness-signature'], truth, learning };
}

/** No relapse lasts longer than 80 days. */
function settledAfter(onset: Day, { washout }: Illness): Day {
  return onset + 80 + washout;
}

/** Onsets of the relapses, oldest first; with a prodrome, the last one is the coming relapse. */
function onsetsOf(
  random: Random,
  { earlier, prodrome, pattern, apart = usuallyApart }: Relapsing,
  peak: number,
): Day[] {
  const count = earlier(random) + (prodrome ? 1 : 0);
  const onsets: Day[] = [];
  const latest = today - 400;
  if (pattern === 'seasonal') {
    const newest = latest - ((latest - peak) % year);
    for (let season = newest; onsets.length < count; season -= year)
      if (random.chance(0.75)) onsets.unshift(season + random.integer(-40, 40));
    return onsets;
  }
  for (let day = latest - random.integer(0, year); onsets.length < count; day -= random.integer(...apart))
    onsets.unshift(day);
  return onsets;
}

function three(random: Random): Sign[] {
  const left: Sign[] = [...mayBeTrue];
  while (left.length > 3) left.splice(random.integer(0, left.length - 1), 1);
  return left;
}

interface Frame {
  readonly kind: Relapsing;
  readonly peak: number;
  readonly from: Day;
  readonly to: Day;
}

/** Rates in settled time: true signs are rare, others have any rate; some follow the season or a change of habits. */
function ratesOf(random: Random, before: readonly Sign[], { kind, peak, from, to }: Frame): Rates {
  const moving = kind.pattern === undefined ? [] : three(random);
  const change = from + Math.floor(random.between(0.2, 0.8) * (to - from));
  const [earlier, later] = random.chance(0.5) ? [0.05, 0.4] : [0.4, 0.05];
  const season = (day: Day) => (isInSeason(day, peak) ? 0.6 : 0.08);
  const rateOf = (sign: Sign): ((day: Day) => number) => {
    if (moving.includes(sign)) return kind.pattern === 'seasonal' ? season : (day) => (day < change ? earlier : later);
    const rate = before.includes(sign) ? random.between(0.08, 0.15) : random.between(0.02, 0.3);
    return () => rate;
  };
  const [missed, first, second, emergency, otherwise, contact, late, measured] = signs.map(rateOf);
  const never = () => 0;
  return {
    missed: missed ?? never,
    'first-symptom': first ?? never,
    'second-symptom': second ?? never,
    emergency: emergency ?? never,
    otherwise: otherwise ?? never,
    contact: contact ?? never,
    late: late ?? never,
    measured: measured ?? never,
  };
}

/** The season: from 75 days before the peak, to include the windows before its relapses, to 45 days after. */
function isInSeason(day: Day, peak: number): boolean {
  return (((day - peak + 75) % year) + year) % year <= 120;
}
