import type { Day } from '#src/history/calendar.ts';
import { writeVisit } from './entries.ts';
import { writeMeasurement, writeProblem } from './illness-entries.ts';
import type { Random } from './random.ts';
import type { Written } from './record.ts';

/** A relapsing illness as a record shows it (SNOMED CT). */
export interface Illness {
  readonly name: 'depression' | 'asthma';
  readonly code: string;
  readonly relapse: string;
  /** Days of the window before a relapse, and days between that and the relapse. */
  readonly window: number;
  readonly lag: number;
  readonly washout: number;
  readonly symptoms: readonly [string, string];
  readonly medicine: string;
  readonly measure: { readonly of: 'gad-7' | 'peak-flow'; readonly settled: number; readonly shifted: number };
  /** Another way people make contact before a relapse: by telephone, or with someone they have never seen. */
  readonly otherwise: 'phone' | 'stranger';
}

export const depression: Illness = {
  name: 'depression',
  code: '35489007',
  relapse: '191616006',
  window: 28,
  lag: 3,
  washout: 56,
  symptoms: ['193462001', '25064002'],
  medicine: 'Sertraline 50 mg tablets',
  measure: { of: 'gad-7', settled: 4, shifted: 12 },
  otherwise: 'stranger',
};

export const asthma: Illness = {
  name: 'asthma',
  code: '195967001',
  relapse: '281239006',
  window: 14,
  lag: 1,
  washout: 28,
  symptoms: ['49727002', '56018004'],
  medicine: 'Beclometasone 100 micrograms inhaler',
  measure: { of: 'peak-flow', settled: 420, shifted: 310 },
  otherwise: 'phone',
};

/** How well a practice codes relapses. */
export interface Coding {
  /** Share of relapses that are not coded at all. */
  readonly missing: number;
  /** Share whose onset is wrong by up to three weeks. */
  readonly misdated: number;
  /** Share coded twice, a week or two apart. */
  readonly twice: number;
}

export const goodCoding: Coding = { missing: 0, misdated: 0, twice: 0 };
export const noisyCoding: Coding = { missing: 0.25, misdated: 0.25, twice: 0.15 };

/** Writes the illness on the problem list long before, and a measurement now and then. */
export function writeIllness(record: Written, random: Random, illness: Illness, from: Day, to: Day): void {
  writeProblem(record, { code: illness.code, recorded: from, onset: from });
  const { measure } = illness;
  for (let day = from + random.integer(5, 60); day < to; day += random.integer(40, 80))
    writeMeasurement(record, day, measure.of, measure.settled * random.between(0.97, 1.03));
}

/** Writes a relapse as it was found and coded; returns whether it was coded. */
export function writeRelapse(record: Written, random: Random, illness: Illness, onset: Day, coding: Coding): boolean {
  const recorded = onset + random.integer(0, 4);
  const ended = onset + random.integer(30, 80);
  const encounter = writeVisit(record, { day: recorded, who: 'usual', reason: illness.code });
  for (let day = recorded + random.integer(7, 14); day < ended; day += random.integer(10, 20))
    writeVisit(record, { day, who: 'usual', reason: illness.code });
  if (random.chance(coding.missing)) return false;
  const shift = random.chance(coding.misdated) ? random.integer(-21, 21) : 0;
  const problem = { code: illness.relapse, onset: onset + shift, status: 'relapse' as const };
  writeProblem(record, { ...problem, recorded: Math.max(recorded, onset + shift), ended, encounter });
  if (random.chance(coding.twice)) {
    const again = onset + random.integer(7, 14);
    writeProblem(record, { ...problem, onset: again, recorded: again + 1, ended });
  }
  return true;
}
