import type { LaunchRefusal } from '../cards/launch-refusals.ts';
import type { ProblemKind } from '../problem.ts';

/** Status of each page; what the EHR got wrong is 422, since 5xx would be our own fault, but for one that does not answer. */
export const statusOf: Readonly<Record<LaunchRefusal, number>> = {
  'launch-incomplete': 400,
  'not-from-ehr': 400,
  'issuer-unknown': 403,
  'ehr-unreachable': 503,
  'ehr-unsuitable': 422,
  'state-missing': 400,
  'state-wrong': 400,
  'state-expired': 400,
  'access-denied': 403,
  'authorisation-refused': 403,
  'exchange-refused': 403,
  'answer-invalid': 422,
  'token-type': 422,
  'id-token-missing': 422,
  'id-token-invalid': 403,
  'patient-missing': 422,
  'patient-invalid': 422,
  'encounter-invalid': 422,
  'session-too-large': 413,
  'site-unknown': 409,
  'no-session': 401,
  'session-expired': 401,
  'another-chart': 409,
  'another-page': 403,
  malformed: 400,
  'not-found': 404,
  'method-not-allowed': 405,
  throttled: 429,
  overloaded: 503,
  internal: 500,
};

/** Why nothing is shown. It holds no text of the EHR or the browser: its reason is all that is logged. */
export class SmartRefusal extends Error {
  readonly reason: LaunchRefusal;

  constructor(reason: LaunchRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** The page of a problem that any route may have. */
export function refusalOf(kind: ProblemKind): LaunchRefusal {
  return kind in statusOf ? (kind as ProblemKind & LaunchRefusal) : 'malformed';
}
