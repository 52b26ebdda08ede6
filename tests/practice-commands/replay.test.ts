import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parseDay } from '#src/history/calendar.ts';
import { writePractice } from '../../scripts/practice-export/write-practice.ts';
import { filesIn, newFolder, practice } from '../support/practice-command.ts';

const exported = newFolder();
const work = join(newFolder(), 'work');
const generated = { people: 60, asOf: parseDay('2026-11-30') ?? 0, seed: 3 };
/** With it pseudonyms are the same on each machine. */
const env = { PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };
let expected: Readonly<Record<string, string>>;

/** Replays an export into a folder of its own. */
async function replayed(input: string, flags: readonly string[] = []) {
  const out = join(newFolder(), 'replay');
  const args = ['replay', input, '--out', out, '--work', work, '--as-of', '2026-11-30', '--suppress', '0', ...flags];
  return { out, ...(await practice(args, env)) };
}
const filesOf = async (input: string, flags?: readonly string[]) => filesIn((await replayed(input, flags)).out);

beforeAll(async () => {
  writePractice(exported, generated);
  expected = await filesOf(exported);
}, 120_000);

describe('practice replay', () => {
  test('says something, and writes no sample', () => {
    expect(Object.keys(expected).sort()).toEqual(['held.csv', 'problems.csv', 'replay.csv', 'replay.html']);
    const [total]: Record<string, string>[] = parse(expected['replay.csv'] ?? '', { columns: true });
    expect(Number(total?.cards)).toBeGreaterThan(50);
  });

  test('is the same with other workers and shards, and whatever the order of the rows', async () => {
    const shuffled = newFolder();
    writePractice(shuffled, { ...generated, shuffle: 11 });
    expect(await filesOf(shuffled, ['--workers', '1', '--shards', '5'])).toEqual(expected);
  }, 60_000);

  test('is the same from shares, with changed settings too', async () => {
    const change = ['--set', 'missed-appointments.minMissed=2'];
    const parts = newFolder();
    for (const share of ['0/2', '1/2']) {
      const args = ['replay', exported, '--out', parts, '--work', work, '--as-of', '2026-11-30', '--suppress', '0'];
      expect((await practice([...args, ...change, '--shard', share], env)).code).toBe(0);
    }
    const out = join(newFolder(), 'merged');
    expect((await practice(['replay', '--parts', parts, '--out', out], env)).code).toBe(0);
    expect(filesIn(out)).toEqual(await filesOf(exported, change));
  }, 120_000);

  test('writes cards to judge where they are asked for, and their verdicts say what may be switched on', async () => {
    const { out, output, errors } = await replayed(exported, ['--sample', '3']);
    for (const name of ['sample.csv', 'sample.html']) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    const cards: Record<string, string>[] = parse(readFileSync(join(out, 'sample.csv')), { columns: true, bom: true });
    expect(output).toContain(`hold clinical words of ${cards.length} cards`);
    for (const { summary = '', person = '' } of cards) {
      expect(output + errors).not.toContain(summary);
      expect(output + errors).not.toContain(person);
    }
    expect(await filesOf(exported, ['--sample', '3', '--workers', '1'])).toEqual(filesIn(out));

    const judged = join(newFolder(), 'judged.csv');
    writeFileSync(judged, `code,verdict\n${cards.map(({ code }) => `${code},right and useful\n`).join('')}`);
    const { code, output: table } = await practice(['verdicts', judged, '--out', `${judged}.out`]);
    expect(code).toBe(0);
    expect(table).toContain('may be switched on');
    expect(existsSync(`${judged}.out`)).toBe(true);
  }, 120_000);
});

describe('what can’t be used is refused in one line', () => {
  test.each([
    [['replay', exported, '--sample', '3', '--shard', '0/2'], '--sample: needs all rows on this machine'],
    [['replay', exported, '--shard', '0/2'], 'PSEUDONYM_KEY: is required where a replay is shared between machines'],
    [['replay', exported, '--set', 'many-contact.x=1'], '--set: many-contact.x=1: there is no detection many-contact'],
    [['replay', exported, '--from', 'yesterday'], '--from: must be a day such as 2026-03-31'],
    [['verdicts', join(exported, 'Patient.000.ndjson')], 'must be the sample.csv of a replay'],
  ])('%#', async (args, line) => {
    const { code, errors, output } = await practice([...args, '--out', join(newFolder(), 'out')]);
    expect([code, output, errors.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(errors).toContain(line);
  });

  test('an unknown verdict is named by its row', async () => {
    const judged = join(newFolder(), 'judged.csv');
    writeFileSync(judged, 'code,verdict\ngone-quiet,perhaps\ngone-quiet,right\ngone-quiet,no\n');
    const { code, errors } = await practice(['verdicts', judged]);
    expect([code, errors]).toEqual([
      2,
      `practice: ${judged}: row 2: verdict must be one of right and useful, right, wrong, unkind, or empty\npractice: ${judged}: row 4: verdict must be one of right and useful, right, wrong, unkind, or empty\n`,
    ]);
  });
});
