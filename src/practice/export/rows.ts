import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { countIssues, type IssueCounts } from './outcome.ts';

/** What the rows of a file are. */
export interface Rows {
  readonly count: number;
  /** Of those the rows of Parameters that head each patient's in output organised by patient. */
  readonly headers: number;
  /** Number of the first row that is no JSON of a resource; undefined where each is one. */
  readonly broken: number | undefined;
}

const newline = 0x0a;

/**
 * Reads a file of NDJSON as a whole: each row has to be UTF-8, JSON, and to have a resourceType; empty lines are no rows.
 * @param issues where the issues of rows that are OperationOutcomes are counted
 */
export async function readRows(path: string, maxRowBytes: number, issues: IssueCounts): Promise<Rows> {
  let [count, headers] = [0, 0];
  for await (const line of linesOf(path, maxRowBytes)) {
    if (line === undefined) return { count, headers, broken: count + 1 };
    if (line.length === 0 || (line.length === 1 && line[0] === 0x0d)) continue;
    const type = typeOf(line, issues);
    if (type === undefined) return { count, headers, broken: count + 1 };
    count += 1;
    if (type === 'Parameters') headers += 1;
  }
  return { count, headers, broken: undefined };
}

function typeOf(line: Buffer, issues: IssueCounts): string | undefined {
  if (!isUtf8(line)) return undefined;
  try {
    const row: unknown = JSON.parse(line.toString('utf8'));
    countIssues(row, issues);
    const type = typeof row === 'object' && row !== null && 'resourceType' in row ? row.resourceType : undefined;
    return typeof type === 'string' && /^[A-Z][A-Za-z]{1,63}$/.test(type) ? type : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a file; undefined, as the last one, where a line is longer than it may be. */
async function* linesOf(path: string, maxBytes: number): AsyncGenerator<Buffer | undefined> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]);
      [begun, length, from] = [[], 0, end + 1];
    }
    begun.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxBytes) return yield undefined;
  }
  if (length > 0) yield Buffer.concat(begun);
}
