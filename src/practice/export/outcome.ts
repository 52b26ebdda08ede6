import type { Response } from 'undici';
import { fields, objects } from '../../fhir/json.ts';
import { jsonOf } from './send.ts';

/** How often each severity and code of an issue came, as `error transient`. */
export type IssueCounts = Map<string, number>;

/** Codes are words of a closed list (https://hl7.org/fhir/R4/valueset-issue-type.html); anything else might be of a record. */
const word = /^[a-z][a-z-]{1,30}$/;
const wordOf = (value: unknown) => (typeof value === 'string' && word.test(value) ? value : 'unknown');

/** Counts the issues of an OperationOutcome; of anything else nothing. Texts are never read. */
export function countIssues(value: unknown, counts: IssueCounts): void {
  const outcome = fields(value);
  if (outcome?.resourceType !== 'OperationOutcome') return;
  for (const { severity, code } of objects(outcome.issue)) {
    const name = `${wordOf(severity)} ${wordOf(code)}`;
    // No server has more of them, and a hostile one could fill memory.
    if (counts.has(name) || counts.size < 200) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

/** The codes of the OperationOutcome that an answer has as its body. */
export async function issueCodes(response: Response): Promise<readonly string[]> {
  const counts: IssueCounts = new Map();
  countIssues(await jsonOf(response), counts);
  return [...new Set([...counts.keys()].map((name) => name.split(' ')[1] ?? ''))].slice(0, 5);
}

/** A status and codes as in `HTTP 400 (not-supported)`. */
export function statusLine(status: number, codes: readonly string[]): string {
  return codes.length === 0 ? `HTTP ${status}` : `HTTP ${status} (${codes.join(', ')})`;
}
