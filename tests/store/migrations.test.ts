import { expect, test } from '@jest/globals';
import { migrations } from '#src/store/migrations/index.ts';
import { hashOf } from '#src/store/migrations/statements.ts';

/** Never changed or removed: existing stores were created by exactly these. A new migration adds a line. */
const released = {
  '0001-first-tables': 'a5c229e9499637bd998ff9d6c139c8ca4e117f019caed8d58bf4db36d5965526',
  '0002-migration-hashes': '35b18b7ff3f0e2bae3f097a9400cf18cc17a735b24f14dfb588a043b1fa85f62',
  '0003-waiting-answers': 'e40febaf1fdf9d632ff88df59bcdc6e5e3964eb4fb2fc44fd802ec6daa845fd3',
  '0004-erasures': '05e2b09656c38dee94900a19c0c46ed00f3fb256915614c1375d5a0f1726db5f',
  '0005-retirements': 'd6dc076b40c55f85670a8f3cb47e308b069fb057f2c1e62a9f49f2d60e6005ae',
  '0006-unread': '89cd450a5d47cb0c7e5890dff3a972709b0a3f349ada99f4ac275cd320ae0cd2',
  '0007-openings-by-month': '8f9704d0a4845dc6c3b0fb1d2b0aa00164b6519819a1c030fd30ca472fddeed5',
  '0008-silent-showings': '8166d83921c17aff6323fb015c4218b374b549d942154c3fc991c4a2d561f195',
};

test('released migrations are never edited', async () => {
  const hashes = Object.entries(migrations).map(async ([name, migration]) => [name, await hashOf(migration)]);
  expect(Object.fromEntries(await Promise.all(hashes))).toEqual(released);
});

test('each migration states the oldest compatible version, none older than the first', () => {
  const names = Object.keys(migrations);
  expect(names).toEqual([...names].sort());
  for (const [name, { worksFrom }] of Object.entries(migrations)) {
    expect(names).toContain(worksFrom);
    expect(worksFrom <= name).toBe(true);
  }
});
