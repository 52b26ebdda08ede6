import { lifeWithMissed } from './appointments.ts';
import { groupOf, withCause } from './causes/cause.ts';
import { cases } from './causes/index.ts';
import { lifeWithEpisodes } from './episodes.ts';
import { asthma, depression, noisyCoding } from './illness.ts';
import type { Life } from './life.ts';
import { ordinaryLife } from './ordinary/ordinary.ts';
import type { Random } from './random.ts';
import { relapsingLife } from './relapsing.ts';
import { lifeGoneQuiet, lifeInRhythm, type Silence } from './rhythms.ts';

/** A kind of life, and how many are made. */
export interface Group {
  readonly name: string;
  readonly lives: number;
  readonly make: (random: Random) => Life;
  /** Made as the group of this name, with another seed. */
  readonly repeats?: string;
}

/** Numbers of earlier relapses for which sensitivity is reported. */
export const earlierRelapses = [2, 3, 4, 6] as const;
/** Visits a year for which rhythms are reported. */
export const rhythms = [4, 8, 16] as const;
export const silenceKinds: readonly Silence[] = [
  'unplanned',
  'in-hospital',
  'series-over',
  'illness-over',
  'nothing-due',
];

const some = (random: Random) => random.pick(earlierRelapses);
const one = [depression];
const either = (random: Random) => [random.pick([depression, asthma])];
const none = { earlier: some, prodrome: false };

/** Lives with each cause, and for each line that must silence it or under which it must fire. */
const livesACase = { cause: 200, line: 50 };

/** Lives from which a signature is learned, or is not. */
const signatureGroups: readonly Group[] = [
  ...earlierRelapses.map((count) => ({
    name: `prodrome-${count}`,
    lives: 400,
    make: (random: Random) => relapsingLife(random, { illnesses: one, earlier: () => count, prodrome: true }),
  })),
  ...earlierRelapses.map((count) => ({
    name: `frequent-${count}`,
    lives: 400,
    make: (random: Random) =>
      relapsingLife(random, { illnesses: one, earlier: () => count, prodrome: true, apart: [200, 450] }),
  })),
  {
    name: 'prodrome-noisy',
    lives: 200,
    make: (random) => relapsingLife(random, { illnesses: one, earlier: () => 4, prodrome: true, coding: noisyCoding }),
  },
  {
    name: 'prodrome-asthma',
    lives: 200,
    make: (random) => relapsingLife(random, { illnesses: [asthma], earlier: () => 4, prodrome: true }),
  },
  { name: 'none-one', lives: 800, make: (random) => relapsingLife(random, { ...none, illnesses: one }) },
  {
    name: 'none-two',
    lives: 500,
    make: (random) => relapsingLife(random, { ...none, illnesses: [depression, asthma] }),
  },
  {
    name: 'none-noisy',
    lives: 200,
    make: (random) => relapsingLife(random, { ...none, illnesses: one, coding: noisyCoding }),
  },
  {
    name: 'seasonal',
    lives: 400,
    make: (random) => relapsingLife(random, { ...none, illnesses: either(random), pattern: 'seasonal' }),
  },
  {
    name: 'changed-habits',
    lives: 400,
    make: (random) => relapsingLife(random, { ...none, illnesses: either(random), pattern: 'changed' }),
  },
];

/** The same kind of life, made with the second seed. */
const again = (group: Group): Group => ({ ...group, name: `${group.name}-again`, repeats: group.name });

/** All kinds of life; their numbers keep a run under ten minutes. */
export const groups: readonly Group[] = [
  ...signatureGroups,
  ...signatureGroups.map(again),
  { name: 'late-by-chance', lives: 2000, make: (random) => lifeWithEpisodes(random, 0.1) },
  { name: 'late-by-pattern', lives: 1000, make: (random) => lifeWithEpisodes(random, 0.6) },
  ...rhythms.flatMap((aYear) => [
    { name: `steady-${aYear}`, lives: 400, make: (random: Random) => lifeInRhythm(random, aYear, true) },
    { name: `chance-${aYear}`, lives: 400, make: (random: Random) => lifeInRhythm(random, aYear, false) },
  ]),
  ...silenceKinds.map((silence) => ({
    name: `quiet-${silence}`,
    lives: 150,
    make: (random: Random) => lifeGoneQuiet(random, silence),
  })),
  { name: 'missed-by-person', lives: 300, make: (random) => lifeWithMissed(random, 'person') },
  { name: 'missed-by-practice', lives: 300, make: (random) => lifeWithMissed(random, 'practice') },
  { name: 'ordinary', lives: 300, make: ordinaryLife },
  { name: 'ordinary-again', lives: 300, make: ordinaryLife, repeats: 'ordinary' },
  ...cases.map((one) => ({
    name: groupOf(one),
    lives: one.says === withCause ? livesACase.cause : livesACase.line,
    make: one.make,
  })),
];
