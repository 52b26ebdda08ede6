/** Why a call was refused; for log and metrics only, never for the caller. */
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

/** A call that is not let in. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** What of the token may be logged. */
  readonly claims: { readonly issuer?: string; readonly tenant?: string; readonly kid?: string };

  constructor(reason: RefusalReason, said: Refusal['claims'] = {}) {
    super(reason);
    this.reason = reason;
    this.claims = said;
  }
}
