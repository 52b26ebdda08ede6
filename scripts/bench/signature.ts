import { testPerson } from '#src/detectors/signature/person-test.ts';
import { selectSigns } from '#src/detectors/signature/select-signs.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import type { Row } from '#src/detectors/signature/sign-evidence.ts';
import { randomOf } from '../evaluate/lives/random.ts';
import { type Bench, judged, type Row as TableRow } from './bench.ts';

const limits = settings.parse({});
const [signs, trueSigns] = [8, 3];
const [people, rounds] = [40, 20];

/** Relapses of depression 600 days apart leave about this many settled periods. */
const settledPeriods = { 2: 35, 4: 60, 10: 100 } as const;

export async function* measureSignature(_bench: Bench): AsyncGenerator<TableRow> {
  for (const relapses of [2, 4, 10] as const) {
    const time = learningTime(relapses, settledPeriods[relapses]);
    const format = { unit: ' ms', digits: 2 };
    yield judged(`a signature learned from ${relapses} relapses (CPU)`, time, { must: 1, aim: 1 }, format);
  }
}

/**
 * CPU time in ms of learning one condition of one person, both tests included: eight signs, three of which come before
 * four of five relapses and in one of ten settled periods. People without a signature cost less.
 */
function learningTime(relapses: number, settledPeriods: number): number {
  const random = randomOf(relapses, settledPeriods);
  const row = (share: number): Row =>
    Array.from({ length: signs }, (_, sign) => random.chance(sign < trueSigns ? share : 0.12));
  const rows = (count: number, share: number) => Array.from({ length: count }, () => row(share));
  const all = Array.from({ length: people }, () => ({
    before: rows(relapses, 0.8),
    settled: rows(settledPeriods, 0.1),
    inSeason: Array.from({ length: settledPeriods }, (_, i) => i % 4 === 0),
  }));
  const learnAll = () => {
    for (const periods of all) if (testPerson(periods, 1, limits).doubt === undefined) selectSigns(periods, limits);
  };
  for (let n = 0; n < rounds; n += 1) learnAll();
  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n += 1) learnAll();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds / people;
}
