import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { areOld, watchPracticeCentiles } from '#src/config/practice-centiles.ts';
import { months, parseDay } from '#src/history/calendar.ts';
import { openCentiles } from '#src/wiring/practice-centiles.ts';

const file = (content: unknown) => {
  const path = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'centiles.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const group = { sex: 'female', ages: [40, 44], people: 312, p90: 9 };
const one = { asOf: '2026-10-01', from: '2025-10-01', groups: [group], omitted: { male: 'fewer than three groups' } };
const read = (content: unknown) => {
  const watched = watchPracticeCentiles({ file: file(content), report: () => {} });
  watched.close();
  return watched.current();
};

describe('the file of PRACTICE_CENTILES', () => {
  test('is of one practice', () => {
    expect(read(one)).toEqual({ groups: [group], byPractice: [], asOf: parseDay('2026-10-01') });
  });

  test('or of several, by an identifier of each; its age is that of the oldest', () => {
    const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
    const practice = { [`${ods}|A81001`]: one, [`${ods}|A81002`]: { ...one, asOf: '2025-01-01', groups: [] } };
    expect(read({ practice })).toEqual({
      groups: [],
      byPractice: [
        { system: ods, value: 'A81001', groups: [group] },
        { system: ods, value: 'A81002', groups: [] },
      ],
      asOf: parseDay('2025-01-01'),
    });
  });

  test.each([
    ['no JSON', '{', / is not JSON/],
    ['a list', [], /: : /],
    ['no day', { ...one, asOf: '2026' }, /: asOf: must be an ISO date$/],
    ['no groups', { asOf: one.asOf, from: one.from }, /: groups: /],
    ['a sex that no group has', { ...one, groups: [{ ...group, sex: 'f' }] }, /: groups\.0\.sex: /],
    ['ages the wrong way round', { ...one, groups: [{ ...group, ages: [44, 40] }] }, /: groups\.0\.ages: /],
    ['a negative number', { ...one, groups: [{ ...group, p90: -1 }] }, /: groups\.0\.p90: /],
    ['an unknown field', { ...one, practise: {} }, /practise/],
    ['an identifier without a system', { practice: { A81001: one } }, /: practice\.A81001: /],
    ['a broken practice', { practice: { 'urn:a|1': { ...one, from: 1 } } }, /: practice\.urn:a\|1\.from: /],
  ])('with %s refuses to start, with one line that names the field', (_, content, message) => {
    const path = file(content);
    const start = () => watchPracticeCentiles({ file: path, report: () => {} });
    expect(start).toThrow(message);
    expect(start).toThrow(/^PRACTICE_CENTILES: [^\n]+$/);
  });

  test('is old 15 months after the day up to which it goes', () => {
    const { asOf } = read(one);
    expect(areOld(read(one), asOf + months(15))).toBe(false);
    expect(areOld(read(one), asOf + months(15) + 1)).toBe(true);
  });
});

test('old numbers are warned about at each reading, and a broken file keeps those of before', async () => {
  const path = file({ ...one, asOf: '2001-01-01' });
  const events: string[] = [];
  const watched = openCentiles(
    path,
    (change) => void events.push(change),
    () => void events.push('old'),
    20,
  );
  const until = async (count: number) => {
    for (let tries = 0; events.length < count && tries < 200; tries++)
      await new Promise((done) => setTimeout(done, 20));
  };
  await new Promise((done) => setTimeout(done, 50));
  writeFileSync(path, JSON.stringify({ ...one, asOf: '2001-02-01', groups: [] }));
  await until(3);
  writeFileSync(path, '{');
  await until(4);
  expect([events.slice(0, 4), watched.current().groups]).toEqual([['old', 'read', 'old', 'broken'], []]);
  watched.close();
});
