import { z } from 'zod';
import type { Measure } from '../../history/history.ts';
import { measures } from '../../history/observation.ts';
import { type ConditionRow, conditions, type Relapsing } from './conditions.ts';

const sets = z.array(z.string());
const days = z.int().min(0).max(366);
const sign = z.union([
  z.enum([
    'contacts',
    'emergency-contact',
    'missed-appointment',
    'medicine-late',
    'phone',
    'new-clinician',
    ...measures,
  ]),
  z.templateLiteral(['symptom-', z.string()]),
]);

/** A site names only what it changes of a row. */
const changed = (row: ConditionRow) =>
  z
    .strictObject({
      groups: sets.default([...row.groups]),
      episodes: sets.default([...row.episodes]),
      everyEntry: z.boolean().default(row.everyEntry),
      windowDays: days.min(1).default(row.windowDays),
      lagDays: days.default(row.lagDays),
      washoutDays: days.default(row.washoutDays),
      mergeDays: days.default(row.mergeDays),
      seasonal: z.boolean().default(row.seasonal),
      byScore: z.boolean().default(row.byScore),
      rescue: sets.default([...row.rescue]),
      restart: sets.default([...row.restart]),
      medicines: sets.default([...row.medicines]),
      signs: z
        .array(sign)
        .max(8)
        .default([...row.signs]),
    })
    .prefault({});

const number = z.number();
const share = (usual: number) => z.number().min(0).max(1).default(usual);
const beta = (a: number, b: number) =>
  z.strictObject({ a: number.positive().default(a), b: number.positive().default(b) }).default({ a, b });
/** Minimal clinically important changes; spreads are at least the measurement error. */
const shift = (floor: number, important: { rise?: number; times?: number; ofBest?: number }) =>
  z
    .strictObject({
      floor: number.positive().default(floor),
      rise: number.default(important.rise ?? 0),
      times: number.default(important.times ?? 0),
      ofBest: number.default(important.ofBest ?? 0),
    })
    .prefault({});
const shifts = {
  'phq-9': shift(1, { rise: 5 }),
  'gad-7': shift(1, { rise: 5 }),
  weight: shift(0.5, { rise: 2 }),
  'peak-flow': shift(10, { ofBest: 0.8 }),
  systolic: shift(5, { rise: 20 }),
  crp: shift(2, { times: 2 }),
  calprotectin: shift(25, { times: 2 }),
} satisfies Record<Measure, unknown>;

const rows = Object.fromEntries(Object.entries(conditions).map(([name, row]) => [name, changed(row)])) as {
  [R in Relapsing]: ReturnType<typeof changed>;
};

/** Thresholds of E1, and its table of conditions. */
export const settings = z.object({
  conditions: z
    .strictObject(rows)
    .prefault({})
    .describe(
      'By condition: code sets of it (`groups`) and of its flares (`episodes`), days (`windowDays`, `lagDays`, `washoutDays`, `mergeDays`), what else is a relapse, and at most eight `signs` (none: the condition is off); only what differs is given',
    ),
  minRelapses: z.int().min(2).default(2).describe('Least relapses to learn from'),
  maxRelapses: z.int().min(2).default(10).describe('Most relapses to learn from: the latest ones'),
  minSettled: z.int().min(1).default(12).describe('Least settled periods to compare with'),
  nearMonths: z.int().min(1).default(18).describe('Months around a relapse from which settled periods are taken'),
  pi: share(0.3).describe('Share of signs that truly come before a person’s relapses, as assumed beforehand'),
  before: beta(3.5, 1.5).describe(
    'How often a true sign is there before a relapse, as assumed beforehand: a Beta distribution',
  ),
  settled: beta(0.8, 5.2).describe('How often any sign is there in a settled period, likewise'),
  alpha: share(0.02).describe('Chance that someone whose relapses have no signs before them gets a signature'),
  alphaSeason: z
    .array(z.number().min(0).max(1))
    .min(1)
    .default([0.04, 0.02, 0.015])
    .describe('The same among periods of the season only: after 2, 3, and 4 or more relapses'),
  exactUpTo: z.int().min(1).max(100_000).default(3000).describe('Ways to choose the periods up to which all are tried'),
  draws: z.int().min(99).max(100_000).default(999).describe('Random choices that are tried where there are more ways'),
  seasonDays: z
    .int()
    .min(0)
    .default(30)
    .describe('Days around a relapse’s calendar day, of any year, that are its season'),
  seasonMinSettled: z.int().min(1).default(4).describe('Least settled periods of the season'),
  farWeight: share(0.5).describe('How much a settled period outside the season tells about one within it'),
  minWeight: share(0.3).describe('Least probability that a sign is a true one'),
  minShareBefore: share(0.5).describe('Least share of the relapses before which it was there'),
  duplicatePhi: share(0.5).describe('Correlation, in settled periods, from which two signs count as one'),
  maxSigns: z.int().min(1).default(4).describe('Most signs of a signature'),
  minScore: z.number().default(1.8).describe('Least score of the signs that are there now'),
  scoreDays: z
    .int()
    .min(1)
    .default(28)
    .describe('Length of the periods for which that score is meant; shorter ones need more'),
  usualShare: share(0.1).describe('Share of settled periods that may reach “more visits”'),
  lateDays: z.int().min(1).default(14).describe('Days without a repeat medicine from which it is late'),
  shifts: z
    .strictObject(shifts)
    .prefault({})
    .describe(
      'By measure: least spread (`floor`) and the change that matters: a `rise`, more than that many `times` the usual value, or below that share of the best (`ofBest`)',
    ),
  minMeasured: z.int().min(1).default(3).describe('Least measurements in settled time for a usual value'),
  minShift: z.number().default(2).describe('Least robust z of a measurement that is a shift'),
  expiryMonths: z.int().min(1).default(36).describe('Months without a relapse after which no card is shown'),
  riskDays: z.int().min(0).default(90).describe('Days after recorded suicidal risk in which no card is shown'),
  pregnancyDays: z.int().min(0).default(365).describe('Days after a pregnancy in which no card is shown'),
});

export type Thresholds = z.output<typeof settings>;
