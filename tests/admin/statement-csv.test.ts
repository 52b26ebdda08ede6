import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { statementCsv } from '#src/admin/statement-csv.ts';
import { line, monday, nothing, statementOf } from './statement/counted.ts';

const counts = {
  ...nothing,
  weeks: [{ week: monday, openings: 80 }],
  lines: [
    line({ code: 'first-meeting', findings: 20, shown: 20, ignored: 20 }),
    line({ code: 'gone-quiet', findings: 5, shown: 5, accepted: 5 }),
  ],
  clients: [{ client: '=HYPERLINK("https://evil.example")', openings: 80, unread: [] }],
};

const rowsOf = async (title = (code: string) => `Title of ${code}`): Promise<Record<string, string>[]> =>
  parse(statementCsv(await statementOf(counts), title), { bom: true, columns: true });

test('a row has what is printed of it, small numbers hidden as on the page', async () => {
  const rows = await rowsOf();
  const own = rows.filter(({ table }) => table === 'detection');
  expect(own).toMatchObject([
    { from: '2026-11-23', to: '2026-12-20', code: 'first-meeting', name: 'Title of first-meeting', shown: '20' },
    { code: 'gone-quiet', name: 'Title of gone-quiet', shown: '<7', accepted: '<7', per100: '' },
  ]);
  expect(rows.find(({ table }) => table === 'all')).toMatchObject({ openings: '80', shown: '7+', per100: '' });
  expect(rows.flatMap(Object.values).filter((one) => /^[1-6]$/.test(one))).toEqual([]);
});

test('what a spreadsheet would take for a formula begins with an apostrophe', async () => {
  const clients = (await rowsOf()).filter(({ table }) => table === 'client');
  expect(clients.map(({ name }) => name)).toEqual([`'=HYPERLINK("https://evil.example")`]);
  const titles = (await rowsOf((code) => `+${code}`)).filter(({ table }) => table === 'detection');
  expect(titles.map(({ name }) => name)).toEqual(["'+first-meeting", "'+gone-quiet"]);
});
