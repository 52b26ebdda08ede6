import type { UnreadReason } from '../../history/history.ts';
import { bodyTooLargeCode } from '../../outbound/transport.ts';

/** The closed list of what can go wrong with a read. */
export type Failure =
  | 'refused'
  | 'not-found'
  | 'rejected'
  | 'overloaded'
  | 'error'
  | 'timeout'
  | 'malformed'
  /** What is to be read has an id that no resource can have, so nobody can be asked for it. */
  | 'malformed-id'
  /** One answer is too large. */
  | 'too-large'
  /** This call, or all calls together, would read or hold too much. */
  | 'over-budget'
  | 'off-base'
  | 'incomplete';

const reasons: Readonly<Record<Failure, UnreadReason>> = {
  refused: 'refused',
  'not-found': 'not-available',
  rejected: 'error',
  overloaded: 'error',
  error: 'error',
  timeout: 'timeout',
  malformed: 'error',
  'malformed-id': 'malformed',
  'too-large': 'incomplete',
  'over-budget': 'incomplete',
  'off-base': 'incomplete',
  incomplete: 'incomplete',
};

/** Why a part is unread whose read failed so. */
export function unreadReason(failure: Failure): UnreadReason {
  return reasons[failure];
}

/** What an error of the library means. The error itself carries url, headers and body, so it goes no further. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return 'timeout';
  const { response, cause } = (error ?? {}) as { response?: { status?: number }; cause?: unknown };
  if (response?.status !== undefined) return statusFailure(response.status);
  // fetch gives each of its own errors a cause; what is left is a body that is not an object.
  if (typeof error !== 'object' || error === null || !('cause' in error)) return 'malformed';
  return isTooLarge(cause) ? 'too-large' : 'error';
}

/** What a server answers to a request that it does not understand, does not support or finds too long. */
const rejections: readonly number[] = [400, 405, 406, 414, 422, 501];

function statusFailure(status: number): Failure {
  if (status < 300) return 'malformed';
  if (status === 401 || status === 403) return 'refused';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429 || status === 503) return 'overloaded';
  return rejections.includes(status) ? 'rejected' : 'error';
}

function isTooLarge(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === bodyTooLargeCode;
}
