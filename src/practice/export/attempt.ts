import { createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'undici';
import type { Call } from './call.ts';
import { fileRefusal } from './files.ts';
import type { Journal } from './journal.ts';
import type { PlannedFile } from './plan.ts';
import { exportRefusal } from './refusal.ts';
import { discard } from './send.ts';
import { type Limits, type Surroundings, stopped } from './surroundings.ts';

/** What files are fetched with. */
export interface Fetching extends Pick<Surroundings, 'now' | 'wait' | 'signal'> {
  readonly call: Call;
  readonly limits: Limits;
  readonly folder: string;
  readonly journal: Journal;
}

/** How an attempt ended: `again` says why not well, with the `Retry-After` that came. */
export type Attempt = 'whole' | { readonly again: string; readonly retryAfter?: string | null };

/** One attempt: the file, where it goes, and how much of it is there. */
interface Attempted {
  readonly file: PlannedFile;
  /** Digest of where it comes from. */
  readonly source: string;
  readonly part: string;
  /** Bytes that are there; 0 begins anew. */
  readonly offset: number;
  readonly fetching: Fetching;
  onBytes(): void;
}

/**
 * Fetches a file, or what is still missing of it.
 * @param packed whether it may come packed, and so can't be resumed: the range of a packed file would not fit an unpacked one
 */
export async function attemptFile(
  file: PlannedFile,
  { source, part, packed }: { readonly source: string; readonly part: string; readonly packed: boolean },
  fetching: Fetching,
): Promise<Attempt> {
  const known = fetching.journal.get(file.name);
  const offset = known === undefined ? 0 : sizeOf(part);
  const tag = known?.tag === undefined ? {} : { 'if-range': known.tag };
  const headers = {
    accept: 'application/fhir+ndjson',
    // Of a range fetch itself asks for `identity`.
    ...(offset > 0 ? { range: `bytes=${offset}-`, ...tag } : { 'accept-encoding': packed ? 'gzip' : 'identity' }),
  };
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new DOMException('idle', 'TimeoutError')), fetching.limits.idleMs);
  try {
    const signal = AbortSignal.any([fetching.signal, idle.signal]);
    const answer = await fetching.call(file.url, { signal, headers, withToken: file.withToken, isFile: true });
    if ('unanswered' in answer) return { again: answer.unanswered };
    return await take(answer, { file, source, part, offset, fetching, onBytes: () => timer.refresh() });
  } finally {
    clearTimeout(timer);
  }
}

async function take(answer: Response, attempted: Attempted): Promise<Attempt> {
  const { file, source, offset, fetching } = attempted;
  const { status, headers } = answer;
  const { journal } = fetching;
  const bytes = journal.get(file.name)?.bytes;
  if (status === 200) {
    // A length comes with a file that is not packed, and only such a file can be resumed.
    const length = lengthOf(headers.get('content-length'));
    const tag = /^"[\x21\x23-\x7e]{1,200}"$/.exec(headers.get('etag') ?? '')?.[0];
    const begun = { source, bytes: length ?? 0, isWhole: false, ...(tag !== undefined && { tag }) };
    journal.set(file.name, length === undefined ? undefined : begun);
    return write(answer, attempted, { flags: 'w', length });
  }
  const isNext = status === 206 && offset > 0 && headers.has('content-length');
  if (isNext && continues(headers.get('content-range'), offset, bytes))
    return write(answer, attempted, { flags: 'a', length: bytes });
  await discard(answer);
  if (status === 416 && offset > 0 && offset === bytes) return 'whole';
  if (status === 206 || status === 416) {
    journal.set(file.name, undefined);
    return { again: 'another range came than was asked for' };
  }
  if (status === 408 || status === 429 || status >= 500)
    return { again: `HTTP ${status}`, retryAfter: headers.get('retry-after') };
  throw unavailable(file, status, fetching.now());
}

function unavailable({ name, expiresAt }: PlannedFile, status: number, now: number) {
  if (expiresAt !== undefined && expiresAt <= now)
    return exportRefusal(
      'expired',
      `${name} is no longer there (HTTP ${status}): the files of the export have expired`,
    );
  return exportRefusal('file', `${name} can’t be fetched: HTTP ${status}`);
}

async function write(
  { body, headers }: Response,
  { part, fetching, onBytes }: Attempted,
  { flags, length }: { readonly flags: 'a' | 'w'; readonly length: number | undefined },
): Promise<Attempt> {
  if (headers.has('content-encoding') && headers.get('content-encoding') !== 'identity')
    return { again: 'it comes in an encoding that was not asked for' };
  async function* watched() {
    for await (const chunk of body ?? []) {
      onBytes();
      yield chunk;
    }
  }
  const faults: unknown[] = [];
  const target = createWriteStream(part, { flags, mode: 0o600 }).on('error', (error) => void faults.push(error));
  try {
    await pipeline(Readable.from(watched(), { objectMode: false }), target);
  } catch (error) {
    if (fetching.signal.aborted) throw stopped();
    if (faults.includes(error) && isOfSystem(error, 'write', 'open')) throw fileRefusal(part, error);
    return { again: 'its connection broke off' };
  }
  return length === undefined || sizeOf(part) === length ? 'whole' : { again: 'it ended too early' };
}

/** Whether an error is one of the file system; one of the connection ends the file that is written too. */
function isOfSystem(error: unknown, ...calls: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && calls.includes(String(error.syscall));
}

/** Whether a `Content-Range` begins at what is there, of a file of the same length (RFC 9110, 14.4). */
function continues(range: string | null, offset: number, bytes: number | undefined): boolean {
  const [, start, total] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(range ?? '') ?? [];
  return start !== undefined && Number(start) === offset && Number(total) === bytes;
}

function lengthOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

/** Bytes of a file; 0 where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
