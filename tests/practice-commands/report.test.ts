import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parseDay } from '#src/history/calendar.ts';
import { writePractice } from '../../scripts/practice-export/write-practice.ts';
import {
  noPublishedTable,
  publishedAsOf,
  readPublishedTable,
  writePublishedTable,
} from '../practice/published-table.ts';
import { filesIn, newFolder, practice } from '../support/practice-command.ts';

const work = join(newFolder(), 'work');

/** Reports on an export into a folder of its own. */
async function reported(inputs: readonly string[], flags: readonly string[]) {
  const out = join(newFolder(), 'report');
  const { code, output } = await practice(['report', ...inputs, '--out', out, '--work', work, ...flags]);
  expect(code).toBe(0);
  return { out, output };
}

const skipped = noPublishedTable === undefined ? '' : ` (skipped: ${noPublishedTable})`;

(noPublishedTable === undefined ? test : test.skip)(
  `the published table comes out of the whole command${skipped}`,
  async () => {
    const folder = newFolder();
    await writePublishedTable(folder);
    const { out } = await reported([folder], ['--as-of', publishedAsOf, '--suppress', '0']);
    const { expected } = readPublishedTable();
    const lists: Record<string, string>[] = parse(readFileSync(join(out, 'lists.csv')), { columns: true, bom: true });
    const groups: Record<string, string>[] = parse(readFileSync(join(out, 'groups.csv')), { columns: true, bom: true });
    for (const name of ['A', 'B'] as const) {
      const list = lists.find((one) => one.list_name === `Dr Ada Letter ${name}`);
      const { slicc, opr, meanUpc, meanCoc } = expected;
      expect([list?.visits_with_own_gp, list?.visits].map(Number)).toEqual(slicc[name]);
      expect([list?.visits_with_own_gp, list?.visits_of_gp].map(Number)).toEqual(opr[name]);
      expect([list?.mean_upc, list?.mean_coc].map(Number)).toEqual([meanUpc[name], meanCoc[name]]);
    }
    const meanOf = (measure: string) =>
      Number(groups.find((one) => one.measure === measure && one.age === 'all' && one.mean !== '')?.mean);
    expect([meanOf('upc'), meanOf('coc')]).toEqual([expected.meanUpc.all, expected.meanCoc.all]);
  },
  60_000,
);

describe('the report', () => {
  const asOf = ['--as-of', '2026-11-30'];
  const generated = { people: 150, asOf: parseDay('2026-11-30') ?? 0, practices: 2, seed: 5 };

  test('is the same with other workers and shards, from shares, and whatever the order of the rows', async () => {
    const [ordered, shuffled, parts] = [newFolder(), newFolder(), newFolder()];
    writePractice(ordered, generated);
    writePractice(shuffled, { ...generated, shuffle: 7 });
    const { out } = await reported([ordered], asOf);
    const expected = filesIn(out);
    expect(Object.keys(expected)).toContain('report.html');
    expect(filesIn((await reported([shuffled], [...asOf, '--workers', '1', '--shards', '7'])).out)).toEqual(expected);
    for (const share of ['0/2', '1/2'])
      await practice(['report', ordered, '--out', parts, '--work', work, ...asOf, '--shard', share]);
    const merged = join(newFolder(), 'merged');
    expect((await practice(['report', '--parts', parts, '--out', merged])).code).toBe(0);
    expect(filesIn(merged)).toEqual(expected);
  }, 120_000);
});
