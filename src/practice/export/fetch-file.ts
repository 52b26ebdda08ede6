import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attemptFile, type Fetching, sizeOf } from './attempt.ts';
import { orRefuse } from './files.ts';
import type { IssueCounts } from './outcome.ts';
import type { PlannedFile } from './plan.ts';
import { exportRefusal } from './refusal.ts';
import { retryAfterMs } from './retry-after.ts';
import { readRows } from './rows.ts';
import { backoffMs, stopped } from './surroundings.ts';

/** A file that is whole. */
export interface Fetched {
  readonly file: PlannedFile;
  readonly rows: number;
  readonly bytes: number;
  /** Issues of its rows that are OperationOutcomes. */
  readonly issues: IssueCounts;
}

/**
 * Fetches one file into `NAME.part`, from where an earlier attempt ended if the server can, and names it `NAME` once its
 * length, rows and their count are right. One that is not right is fetched once more.
 * @throws ExportRefusal
 */
export async function fetchFile(file: PlannedFile, fetching: Fetching): Promise<Fetched> {
  const { journal, folder } = fetching;
  const path = join(folder, file.name);
  const part = `${path}.part`;
  const source = createHash('sha256')
    .update(JSON.stringify([file.url, file.count]))
    .digest('base64');
  orRefuse(path, () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
  const known = journal.get(file.name);
  if (known?.source !== source) journal.set(file.name, undefined);
  else if (known.isWhole && sizeOf(path) === known.bytes) {
    const { fetched } = await inspect(file, path, fetching);
    if (fetched !== undefined) return fetched;
  }
  let fault: string | undefined;
  for (const _ of [1, 2]) {
    await fetchWhole(file, { source, part }, fetching);
    const inspected = await inspect(file, part, fetching);
    if (inspected.fetched !== undefined) {
      orRefuse(path, () => renameSync(part, path));
      journal.set(file.name, { source, bytes: inspected.fetched.bytes, isWhole: true });
      return inspected.fetched;
    }
    fault = inspected.fault;
    rmSync(part, { force: true });
    journal.set(file.name, undefined);
  }
  throw exportRefusal('file', `${file.name}: ${fault}`);
}

async function inspect(file: PlannedFile, path: string, { limits }: Fetching) {
  const issues: IssueCounts = new Map();
  const { count, headers, broken } = await readRows(path, limits.rowBytes, issues);
  if (broken !== undefined) return { fault: `row ${broken} is not a resource in JSON` };
  // Whether rows that head each patient's are counted, Bulk Data Access does not say.
  if (file.count !== undefined && file.count !== count && file.count !== count - headers)
    return { fault: `has ${count} rows, and the manifest says ${file.count}` };
  return { fetched: { file, rows: count, bytes: sizeOf(path), issues } };
}

/** Attempts until one is whole; each that brings something new is followed by as many more. */
async function fetchWhole(
  file: PlannedFile,
  { source, part }: { readonly source: string; readonly part: string },
  fetching: Fetching,
): Promise<void> {
  const { now, wait, signal, journal, limits } = fetching;
  for (let [failures, isFirst] = [0, true]; ; isFirst = false) {
    const before = sizeOf(part);
    const attempt = await attemptFile(file, { source, part, packed: isFirst }, fetching);
    if (attempt === 'whole') return;
    if (journal.get(file.name) === undefined) rmSync(part, { force: true });
    failures = sizeOf(part) > before ? 1 : failures + 1;
    if (failures >= limits.attempts) throw exportRefusal('file', `${file.name} can’t be fetched: ${attempt.again}`);
    const ms = retryAfterMs(attempt.retryAfter ?? null, now()) ?? backoffMs(failures - 1);
    await wait(ms, signal).catch((error: unknown) => {
      throw signal.aborted ? stopped() : error;
    });
  }
}

/**
 * Fetches all of them, some at once, in any order; gives them in that of the list. The first that can't be had ends the others.
 * @throws ExportRefusal
 */
export async function fetchFiles(
  files: readonly PlannedFile[],
  fetching: Fetching,
  onFetched: (fetched: Fetched) => void,
): Promise<readonly Fetched[]> {
  const others = new AbortController();
  const each = { ...fetching, signal: AbortSignal.any([fetching.signal, others.signal]) };
  const queue = files.entries();
  const results = new Map<number, Fetched>();
  const work = async () => {
    for (const [index, file] of queue) {
      const fetched = await fetchFile(file, each);
      results.set(index, fetched);
      onFetched(fetched);
    }
  };
  let failure: unknown;
  const workers = Array.from({ length: fetching.limits.atOnce }, () =>
    work().catch((error: unknown) => {
      failure ??= error;
      others.abort();
    }),
  );
  await Promise.all(workers);
  if (failure !== undefined) throw failure;
  return files.flatMap((_, index) => results.get(index) ?? []);
}
