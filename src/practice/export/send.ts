import { fetch, type Response } from 'undici';
import { createTransport } from '../../outbound/transport.ts';
import { shapeFault } from '../../values/json-shape.ts';
import type { Addresses } from './addresses.ts';
import { exportRefusal } from './refusal.ts';
import { type Limits, stopped } from './surroundings.ts';

/** One request; its signal ends it. */
export interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** The answer is a file, of any size that a file may have. */
  readonly isFile?: boolean;
}

/** Where no answer came: a code of the system or Node, such as `ECONNREFUSED`. */
export interface Unanswered {
  readonly unanswered: string;
}

/** Sends one request to an address that was checked, and follows no redirect. */
export type Send = (url: URL, request: Request) => Promise<Response | Unanswered>;

/** Connections of an export; every IP address is checked on connecting. */
export function createSend({ scope }: Addresses, limits: Limits): Send {
  const json = createTransport(limits.jsonBytes, scope);
  const files = createTransport(limits.fileBytes, scope);
  return async (url, { method = 'GET', headers = {}, body, signal, isFile = false }) => {
    const [dispatcher, ended] = isFile
      ? [files, signal]
      : [json, AbortSignal.any([signal, AbortSignal.timeout(limits.idleMs)])];
    const init = { method, headers, body: body ?? null, signal: ended, redirect: 'manual', dispatcher } as const;
    try {
      return await fetch(url, init);
    } catch (error) {
      if (!ended.aborted) return unansweredBecause(codeOf(error));
      if (isTimeout(ended.reason)) return { unanswered: 'ETIMEDOUT' };
      throw stopped();
    }
  };
}

/** The JSON of an answer; undefined where it is none. */
export async function jsonOf(response: Response): Promise<unknown> {
  const value = await response.json().catch(() => undefined);
  return shapeFault(value) === undefined ? value : undefined;
}

/** Reads no further, so that the connection is not held. */
export async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}

/** @throws ExportRefusal where there was no answer */
export function answered(answer: Response | Unanswered, who: string): Response {
  if (!('unanswered' in answer)) return answer;
  throw exportRefusal('kick-off', `${who} can’t be reached (${answer.unanswered})`);
}

/** @throws ExportRefusal where the address may not be called, which no other attempt would change */
function unansweredBecause(code: string): Unanswered {
  if (code !== 'ERR_FORBIDDEN_ADDRESS') return { unanswered: code };
  const line =
    'a server has an address that may not be called; allowPrivateAddresses in the client file allows private ones';
  throw exportRefusal('address', line);
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

/** The system's own codes alone: an error's text has addresses in it. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 3) return 'no answer';
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : codeOf(cause, depth + 1);
}
