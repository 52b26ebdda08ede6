/**
 * `node docker/backup.ts > FILE`: a consistent snapshot of the SQLite store at STORE_URL, taken while the service runs.
 * It is written beside the store, which must have room for it, and verified before any byte is output.
 */
import { createReadStream, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';

const url = process.env.STORE_URL ?? 'file:secure-base.sqlite';

// The copy is as confidential as the store, so nobody else may read it.
process.umask(0o077);
try {
  await backUp(url);
} catch (error) {
  process.stderr.write(`secure-base: no backup: ${error instanceof Error ? error.message : 'it failed'}\n`);
  process.exitCode = 1;
}

async function backUp(url: string): Promise<void> {
  if (!url.startsWith('file:')) throw new Error('STORE_URL is not a file; of PostgreSQL pg_dump makes one');
  if (process.stdout.isTTY) throw new Error('write it to a file: node docker/backup.ts > FILE');
  // SQLite reads the URL itself. https://sqlite.org/uri.html
  const store = new DatabaseSync(url, { readOnly: true, timeout: 10_000 });
  const copy = `${store.location()}-backup`;
  rmSync(copy, { force: true });
  try {
    // What is in the write-ahead log too, without free pages in which deleted rows live on. https://sqlite.org/lang_vacuum.html
    store.prepare('vacuum into ?').run(copy);
    check(copy);
    await pipeline(createReadStream(copy), process.stdout);
  } finally {
    store.close();
    rmSync(copy, { force: true });
  }
}

function check(copy: string): void {
  const database = new DatabaseSync(copy, { readOnly: true });
  const [found] = database.prepare('pragma integrity_check').all();
  const tables = database.prepare("select count(*) as count from sqlite_schema where type = 'table'").get();
  database.close();
  if (found?.integrity_check !== 'ok') throw new Error('the store is damaged');
  if (tables?.count === 0) throw new Error('the store has no tables');
}
