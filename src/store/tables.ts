import type { Generated } from 'kysely';

/** The tables after all migrations. Times are ms since 1970; lists are JSON. */
export interface Tables {
  /** One row per used token; `token` is a digest of its issuer and jti. */
  tokens: { token: string; expires: number };
  /** Recorded batches, which make a retry idempotent. */
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
  /**
   * One row per pseudonym of a visit's clinician, with every column the budget reads; `cards` counts the new cards of
   * the visit, `silent_cards` those that it would have had.
   */
  opening_clinicians: {
    opening: string;
    clinician: string;
    tenant: string;
    hook: string;
    at: number;
    cards: number;
    silent_cards: Generated<number>;
  };
  showings: ShowingColumns;
  /** What would have been shown, had its detection not been silent. No id of these was ever sent. */
  silent_showings: ShowingColumns;
  /** `reason` is part of the key and empty if none was given. `waiting` is 1 if the card was unknown on receipt. */
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
  /** `rule` is empty for a finding, otherwise it names the rule that held the finding back. */
  tallies: { week: number; code: string; rule: string; amount: number };
  /**
   * In how many openings of a client's charts a part of the record could not be read, and why. `part` and `why` are empty for
   * all of its openings.
   */
  unread: { week: number; client: string; part: string; why: string; openings: number };
  /**
   * Versions of detections that are or were retired in a tenant: since `at`, by which rule, until `woken`. A row stays while
   * its version is in use: it is what keeps the detection silent, or earlier showings from counting.
   */
  retirements: { tenant: string; code: string; version: string; rule: string; at: number; woken: number | null };
  /** Digests of erased people, and when they were erased. */
  erasures: { person: string; at: number };
  /** The hash of each migration, and the oldest version that can use the store after it (src/store/migrations). */
  migration_hashes: { migration: string; hash: string; works_from: string };
  /** When each job that only one replica may run at a time last ran. */
  jobs: { job: string; at: number };
}

interface ShowingColumns {
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
  /** The version of its detection; empty if a version of the service that recorded none showed it. */
  version: string;
}
