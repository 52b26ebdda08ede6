import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { watchPracticeCentiles } from '#src/config/practice-centiles.ts';
import { parseDay } from '#src/history/calendar.ts';
import { type DaysOfGroup, groupsOf, nearestRank } from '#src/practice/centiles/groups.ts';
import { writeCentiles } from '#src/practice/centiles/write.ts';
import { add, type Counts } from '#src/practice/counts.ts';
import type { RunFacts } from '#src/practice/work.ts';

const asOf = parseDay('2026-11-30') ?? 0;

/** So many people, each on as many days. */
const people = (...days: readonly number[]) =>
  new Map([...Map.groupBy(days, (one) => one)].map(([day, all]) => [day, all.length]));
const group = (from: number, count: number, days = 3): DaysOfGroup => ({ from, people: new Map([[days, count]]) });

describe('the 90th centile', () => {
  test('is by nearest rank', () => {
    expect(nearestRank(people(0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 11, 14, 22))).toBe(11);
    expect(nearestRank(people(4))).toBe(4);
    expect(nearestRank(people(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBe(9);
  });
});

describe('groups by age', () => {
  const agesOf = (...byAge: readonly DaysOfGroup[]) =>
    groupsOf('female', byAge).map(({ ages, people: count }) => [...ages, count]);

  test('of fewer than 50 people are merged with the next older until they are 50', () => {
    expect(agesOf(group(0, 30), group(5, 30), group(10, 50), group(15, 49), group(20, 1))).toEqual([
      [0, 9, 60],
      [10, 14, 50],
      [15, 24, 50],
    ]);
  });

  test('a small last one is merged with the one before', () => {
    expect(agesOf(group(80, 50), group(85, 50), group(88, 50), group(90, 10))).toEqual([
      [80, 84, 50],
      [85, 89, 50],
      [88, 150, 60],
    ]);
  });

  test('fewer than three are none', () => {
    expect(agesOf(group(0, 50), group(5, 500))).toEqual([]);
    expect(agesOf(group(0, 50), group(5, 500), group(10, 50))).toHaveLength(3);
  });

  test('merged ones have the centile of all their people', () => {
    const [first] = groupsOf('male', [group(0, 45, 1), group(5, 5, 9), group(10, 50), group(15, 50)]);
    expect(first).toMatchObject({ ages: [0, 9], people: 50, p90: 1 });
    const [other] = groupsOf('male', [group(0, 45, 1), group(5, 6, 9), group(10, 50), group(15, 50)]);
    expect(other).toMatchObject({ people: 51, p90: 9 });
  });
});

/** What a run counted: at each practice 50 women in each of three age groups. */
function counted(practices: readonly string[], unattributed: number): Counts {
  const counts: Counts = new Map();
  for (const practice of practices) {
    for (const age of [40, 45, 50]) add(counts, ['days', practice, 'female', age, 4], 50);
    add(counts, ['attributed', practice], 80);
    add(counts, ['unattributed', practice], unattributed);
  }
  add(counts, ['left-out', 'newly-registered'], 7);
  return counts;
}

const facts = {
  asOf,
  nameOf: (reference: string) => (reference === 'Organization/1' ? 'Hill Surgery' : undefined),
  identifierOf: (reference: string) => (reference === 'Organization/3' ? undefined : `urn:ods|${reference.slice(-1)}`),
} as RunFacts;

describe('the file', () => {
  const newFile = () => join(mkdtempSync(join(tmpdir(), 'centiles-')), 'centiles.json');

  test('of one practice is one that PRACTICE_CENTILES takes', async () => {
    const file = newFile();
    expect(await writeCentiles(counted(['Organization/1'], 0), facts, file)).toEqual([
      `${file}: 3 groups of one practice`,
    ]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      asOf: '2026-11-30',
      from: '2025-11-30',
      omitted: { 'newly-registered': 7, sexes: ['male'] },
    });
    const watched = watchPracticeCentiles({ file, report: () => {} });
    watched.close();
    expect(watched.current().groups[0]).toEqual({ sex: 'female', ages: [40, 44], people: 50, p90: 4 });
  });

  test('of several has each under its identifier', async () => {
    const file = newFile();
    await writeCentiles(counted(['Organization/1', 'Organization/2'], 0), facts, file);
    const watched = watchPracticeCentiles({ file, report: () => {} });
    watched.close();
    expect(watched.current().byPractice.map(({ value }) => value)).toEqual(['1', '2']);
  });

  test.each([
    [
      'contacts that name nobody are over a fifth',
      counted(['Organization/1'], 21),
      'Hill Surgery: only 79 % of contacts name their clinician; 80 % are needed',
    ],
    [
      'one of several practices has no identifier',
      counted(['Organization/1', 'Organization/3'], 0),
      'Organization/3: has no identifier, which tells practices apart',
    ],
    ['nobody was registered', new Map(), 'nobody was registered here through the last twelve months'],
  ])('is refused where %s', async (_, counts, line) => {
    await expect(writeCentiles(counts, facts, newFile())).rejects.toThrow(line);
  });

  test('is written where exactly a fifth name nobody', async () => {
    await expect(writeCentiles(counted(['Organization/1'], 20), facts, newFile())).resolves.toHaveLength(1);
  });
});
