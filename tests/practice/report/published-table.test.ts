import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { parseDay } from '#src/history/calendar.ts';
import { all, ids } from '#src/practice/report/figures/ids.ts';
import { type PracticeReport, practiceReports } from '#src/practice/report/figures/practice-report.ts';
import { noPublishedTable, publishedAsOf, readPublishedTable, writePublishedTable } from '../published-table.ts';
import { countRows, factsOf, reportOf } from './counted-rows.ts';

const asOf = parseDay(publishedAsOf) ?? 0;

/** The rows of its files, as a server exports it. */
async function exported(): Promise<readonly Resource[]> {
  const folder = await mkdtemp(join(tmpdir(), 'published-table-'));
  try {
    await writePublishedTable(folder);
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
    return files.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line));
  } finally {
    await rm(folder, { recursive: true });
  }
}

(noPublishedTable === undefined ? describe : describe.skip)(
  `Br J Gen Pract 2023;73:279-282, Table 2${noPublishedTable === undefined ? '' : ` (skipped: ${noPublishedTable})`}`,
  () => {
    const report = async (): Promise<PracticeReport> => {
      const options = reportOf(asOf);
      const [one] = await practiceReports(countRows(await exported(), options), factsOf(asOf), options);
      if (one === undefined) throw new Error('there is no report');
      return one;
    };
    const lists = { A: 'Practitioner/a', B: 'Practitioner/b', all } as const;

    test('SLICC and OPR of both lists and of the practice are the paper’s', async () => {
      const { shown } = await report();
      const { slicc, opr } = readPublishedTable().expected;
      for (const name of ['A', 'B', 'all'] as const) {
        const own = shown(ids.monthly('own', all, lists[name]));
        expect([name, own, shown(ids.monthly('visits', all, lists[name]))]).toEqual([name, ...slicc[name]]);
        expect([name, own, shown(ids.monthly('ofGp', all, lists[name]))]).toEqual([name, ...opr[name]]);
      }
    });

    test('mean UPC and COC are the paper’s, without those of a single visit', async () => {
      const { spread, shown } = await report();
      const { meanUpc, meanCoc } = readPublishedTable().expected;
      for (const name of ['A', 'B'] as const) {
        expect(shown(ids.listPeople(lists[name]))).toBe(10);
        expect(shown(ids.listComputed(lists[name]))).toBe(9);
        expect(spread({ list: lists[name], measure: 'upc' })?.mean).toBeCloseTo(meanUpc[name], 4);
        expect(spread({ list: lists[name], measure: 'coc' })?.mean).toBeCloseTo(meanCoc[name], 4);
      }
      expect(spread({ kind: 'gp', measure: 'upc' })?.mean).toBeCloseTo(meanUpc.all, 4);
      expect(spread({ kind: 'gp', measure: 'coc' })?.mean).toBeCloseTo(meanCoc.all, 4);
      expect([shown(ids.state('gp', 'computed')), shown(ids.state('gp', 'one-visit'))]).toEqual([18, 2]);
    });

    test('everyone of it is in the figures', async () => {
      const { shown } = await report();
      expect([shown(ids.people(all)), shown(ids.people('included'))]).toEqual([20, 20]);
    });
  },
);
