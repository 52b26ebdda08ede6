/**
 * Why the thread of care is not shown: a closed list, since each has its own page in every language, its status, and is the
 * only thing that is logged of it.
 */
export const launchRefusals = [
  // At the launch.
  'launch-incomplete',
  'not-from-ehr',
  'issuer-unknown',
  'ehr-unreachable',
  'ehr-unsuitable',
  // When the browser comes back from the EHR.
  'state-missing',
  'state-wrong',
  'state-expired',
  'access-denied',
  'authorisation-refused',
  'exchange-refused',
  'answer-invalid',
  'token-type',
  'id-token-missing',
  'id-token-invalid',
  'patient-missing',
  'patient-invalid',
  'encounter-invalid',
  'session-too-large',
  'site-unknown',
  // At a page.
  'no-session',
  'session-expired',
  'another-chart',
  'another-page',
  // At any address.
  'malformed',
  'not-found',
  'method-not-allowed',
  'throttled',
  'overloaded',
  'internal',
] as const;

export type LaunchRefusal = (typeof launchRefusals)[number];
