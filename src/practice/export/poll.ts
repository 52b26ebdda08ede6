import type { Response } from 'undici';
import type { Call } from './call.ts';
import { issueCodes, statusLine } from './outcome.ts';
import { exportRefusal } from './refusal.ts';
import { discard, jsonOf } from './send.ts';
import type { Waiting } from './waiting.ts';

/** A manifest as it came. */
export interface RawManifest {
  readonly json: unknown;
  /** Where it was read, which relative addresses in it begin at. */
  readonly url: string;
  /** Its `Expires` header. */
  readonly expires: string | null;
}

/** What a poll needs besides its address. */
export interface Polling {
  readonly call: Call;
  readonly waiting: Waiting;
  readonly signal: AbortSignal;
  /** Failures in a row that are taken for passing ones. */
  readonly attempts: number;
  log(line: string): void;
}

/** Statuses of a gateway or a server that is starting. */
const unavailable: readonly number[] = [500, 502, 503, 504];

/**
 * Asks until the manifest is there; undefined where the server knows no such job any longer.
 * @throws ExportRefusal where the job failed, or took longer than there is patience for
 */
export async function pollManifest(address: string, polling: Polling): Promise<RawManifest | undefined> {
  const { call, waiting, signal, attempts, log } = polling;
  let [failures, progress] = [0, ''];
  for (;;) {
    const answer = await call(address, { signal, headers: { accept: 'application/json' }, withToken: true });
    if ('unanswered' in answer) {
      failures += 1;
      if (failures >= attempts) throw exportRefusal('job', `the FHIR server can’t be reached (${answer.unanswered})`);
      await waiting.pause(null);
      continue;
    }
    const { status, headers, url } = answer;
    if (status === 200) {
      const json = await jsonOf(answer);
      // One whose connection broke off may come whole the next time.
      if (json !== undefined || ++failures >= attempts) return { json, url, expires: headers.get('expires') };
      await waiting.pause(null);
      continue;
    }
    if (status === 404 || status === 410) return void (await discard(answer));
    if (status === 202 || status === 429) {
      await discard(answer);
      failures = 0;
      const percent = percentOf(headers.get('x-progress'));
      if (percent !== progress && percent !== '') log(`the server is at ${percent}`);
      progress = percent;
    } else {
      failures += 1;
      await refuseFinal(answer, failures >= attempts);
    }
    await waiting.pause(headers.get('retry-after'));
  }
}

/** Returns where the next poll may find it better. */
async function refuseFinal(answer: Response, isLast: boolean): Promise<void> {
  const { status } = answer;
  const codes = await issueCodes(answer);
  const passes = status >= 500 && (codes.includes('transient') || (codes.length === 0 && unavailable.includes(status)));
  if (passes && !isLast) return;
  const reason = status === 401 || status === 403 ? 'authorisation' : 'job';
  throw exportRefusal(reason, `the FHIR server could not make the export: ${statusLine(status, codes)}`);
}

/** `X-Progress` is free text, of which a number in per cent is safe to show. */
function percentOf(progress: string | null): string {
  const [, percent] = /(?:^|\D)(\d{1,3})(?:\.\d+)?\s?%/.exec(progress ?? '') ?? [];
  return percent === undefined ? '' : `${percent} %`;
}
