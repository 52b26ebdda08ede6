import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openEngine } from '#src/store/open-store.ts';
import { startApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

/**
 * What one call leaves behind: the rows of the store, the line of the audit and the series of the metrics, as they were
 * when somebody last looked at them. `UPDATE_GOLDEN_TRACE=yes npm test -- tests/features/golden-trace` writes the file anew;
 * its diff is then to be judged by a person.
 */
const goldenFile = new URL('./golden-trace.json', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'secure-base-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Pseudonyms stand in the file as they are: under the same key a person must stay the same one. */
const env = {
  STAFF_DIRECTORY: staffFile(),
  STORE_URL: `file:${join(folder, 'store.sqlite')}`,
  PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
};

/** The rows of every table; migrations and jobs tell of the store itself. */
async function rowsAt(url: string): Promise<Record<string, unknown[]>> {
  const { db, close } = await openEngine(url);
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !/^jobs$|migration/.test(name));
  const read = async (name: string) => {
    const table = name as 'openings';
    return [name, await db.selectFrom(table).selectAll().execute()] as const;
  };
  const rows = await Promise.all(tables.toSorted().map(read));
  await close();
  return Object.fromEntries(rows.filter(([, found]) => found.length > 0));
}

/** By how much each counter grew, and how many values each histogram took; their sums are times, which differ. */
function growth(before: string, after: string): Record<string, number> {
  const earlier = countsIn(before);
  const grown = [...countsIn(after)].map(([series, value]) => [series, value - (earlier.get(series) ?? 0)] as const);
  return Object.fromEntries(grown.filter(([series, by]) => by > 0 && !series.includes('"/metrics"')).toSorted());
}

function countsIn(metrics: string): ReadonlyMap<string, number> {
  const names = [...metrics.matchAll(/^# TYPE (secure_base_\w+) (counter|histogram)$/gm)].map(([, name, type]) =>
    type === 'counter' ? name : `${name}_count`,
  );
  const lines = metrics.split('\n').map((line) => [line, line.lastIndexOf(' ')] as const);
  return new Map(
    lines
      .filter(([line]) => names.some((name) => line.startsWith(`${name}{`) || line.startsWith(`${name} `)))
      .map(([line, end]) => [line.slice(0, end), Number(line.slice(end))]),
  );
}

/** Ids in the order in which they come, and no times; other words alone leave no other trace. */
function withoutChance(trace: object): unknown {
  const ids = new Map<string, string>();
  const idOf = (uuid: string) => {
    if (!ids.has(uuid)) ids.set(uuid, `id ${ids.size + 1}`);
    return ids.get(uuid) ?? '';
  };
  return JSON.parse(
    JSON.stringify(trace, (key, value) => (['ms', 'readMs'].includes(key) ? 'a duration' : value))
      .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|month-\d{4}-\d\d-[\w-]{22}/g, idOf)
      .replace(/("version":"\d+)\.[\da-f]{8}"/g, '$1.the words"')
      .replace(/"20\d\d-\d\d-\d\dT[\d:.]+Z"/g, '"a time"')
      .replace(/(?<=[:,[])1[6-9]\d{11}(?=[,}\]])/g, '"a time"'),
  );
}

test('one call leaves in the store, the audit and the metrics what it left before', async () => {
  const site = await startApp({ env });
  const before = await site.metrics();
  const answer = await site.post('/cds-services/secure-base-patient-view', exampleCall({ hook: 'patient-view' }));
  expect(answer.json().cards).toHaveLength(1);
  const metrics = growth(before, await site.metrics());
  // What waits to be written is written when it closes.
  await site.close();
  const trace = withoutChance({ store: await rowsAt(env.STORE_URL), audit: site.audited, metrics });
  if (process.env.UPDATE_GOLDEN_TRACE) writeFileSync(goldenFile, `${JSON.stringify(trace, undefined, 2)}\n`);
  expect(trace).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')));
});
