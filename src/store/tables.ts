/** The tables, as the migrations leave them. Times are ms since 1970; lists are JSON. */
export interface Tables {
  /** One row per used token; `token` is a digest of its issuer and jti. */
  tokens: { token: string; expires: number };
  /** Batches that were kept, so that one that is tried again changes nothing. */
  batches: { batch: string; at: number };
  /** One row per visit of a clinician to a chart. */
  openings: {
    opening: string;
    tenant: string;
    patient: string;
    hook: string;
    at: number;
    week: number;
  };
  /** Each pseudonym of a visit's clinician, with all that the budget needs; `cards` were new in that visit. */
  opening_clinicians: {
    opening: string;
    clinician: string;
    tenant: string;
    hook: string;
    at: number;
    cards: number;
  };
  showings: {
    card: string;
    tenant: string;
    patient: string;
    clinicians: string;
    service: string;
    code: string;
    material: string;
    suggestions: string;
    first_shown: number;
    last_shown: number;
    week: number;
  };
  /** `reason` is empty where none was given: it is part of the key. `waiting` is 1 where the card was not known when the answer came. */
  feedback: {
    tenant: string;
    card: string;
    service: string;
    outcome: string;
    reason: string;
    at: number;
    received: number;
    suggestions: string;
    comment: string | null;
    waiting: number;
  };
  /** `rule` is empty for what was found, else what held a finding. */
  tallies: { week: number; code: string; rule: string; amount: number };
  /** Digests of the people who were erased, and when. */
  erasures: { person: string; at: number };
  /** The hash of each migration, and the oldest version that may use the store after it (src/store/migrations). */
  migration_hashes: { migration: string; hash: string; works_from: string };
  /** When something was last done that only one replica may do at a time. */
  jobs: { job: string; at: number };
}
