/** Why a request was rejected; for log and metrics only, never for the caller. */
export type RefusalReason =
  | 'no-token'
  | 'malformed'
  | 'issuer'
  | 'header'
  | 'algorithm'
  | 'audience'
  | 'time'
  | 'claims'
  | 'tenant'
  | 'keys'
  | 'too-many-failures'
  | 'signature'
  | 'replayed';

/** A request that failed authentication. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** Claims of the token that may be logged. */
  readonly claims: { readonly issuer?: string; readonly tenant?: string; readonly kid?: string };

  constructor(reason: RefusalReason, claims: Refusal['claims'] = {}) {
    super(reason);
    this.reason = reason;
    this.claims = claims;
  }
}
