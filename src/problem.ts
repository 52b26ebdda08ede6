/** The closed list of problems: HTTP status, OperationOutcome issue code and text of each. */
export const problems = {
  malformed: { status: 400, issue: 'invalid', text: 'The request is not well formed' },
  unauthenticated: { status: 401, issue: 'login', text: 'Authentication is required' },
  forbidden: { status: 403, issue: 'forbidden', text: 'This is not allowed' },
  'not-found': { status: 404, issue: 'not-found', text: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, issue: 'not-supported', text: 'This method is not supported here' },
  'data-missing': { status: 412, issue: 'incomplete', text: 'The data that this service needs could not be obtained' },
  'too-large': { status: 413, issue: 'too-long', text: 'The request is too large' },
  'unsupported-media-type': { status: 415, issue: 'not-supported', text: 'The content type must be application/json' },
  misdirected: { status: 421, issue: 'not-supported', text: 'This service does not answer for this host' },
  throttled: { status: 429, issue: 'throttled', text: 'Too many requests, please wait a little' },
  overloaded: { status: 503, issue: 'throttled', text: 'The service is busy, please try again' },
  internal: { status: 500, issue: 'exception', text: 'The request could not be answered' },
} as const;

export type ProblemKind = keyof typeof problems;

/** An error that is answered with an OperationOutcome. `where` names fields (JSON paths) and kinds of error, never values. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly where: readonly string[];

  constructor(kind: ProblemKind, where: readonly string[] = []) {
    super(problems[kind].text);
    this.kind = kind;
    this.where = where;
  }
}
