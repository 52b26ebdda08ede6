import type { Retirement } from './retirement.ts';
import type { ReviewLine, Summary, SummaryBounds } from './summary.ts';
import type { PurgeEvents, PurgeTimes, Upkeep } from './upkeep.ts';

/**
 * What this service persists. People appear only as pseudonyms, and no part of a record is stored: no facts, no
 * wording, no card text. Times are ms since 1970.
 */
export interface Store {
  /** Marks a one-time token as used. False if it was used before, on any replica. `expires` in ms since 1970. */
  useToken(issuer: string, jti: string, expires: number): Promise<boolean>;
  /** All cards shown about this patient in this tenant, to anyone, ordered by first showing. */
  readShowings(pair: ClinicianPatientPair): Promise<readonly CardShowing[]>;
  /** All cards that would have been shown about this patient in this tenant, ordered by first showing; none has an answer. */
  readSilentShowings(pair: ClinicianPatientPair): Promise<readonly CardShowing[]>;
  /** How many charts a clinician opened and how many new cards they saw. */
  readBudget(query: BudgetQuery): Promise<Budget>;
  /** The cards first shown to one clinician after `since`, about anyone. Only the clinician's own page asks for them. */
  readOwnCards(query: OwnCardsQuery): Promise<readonly OwnCard[]>;
  /** Records a batch in one transaction. Idempotent by the id of the batch. */
  record(batch: Batch): Promise<void>;
  /**
   * Saves feedback on cards, keeping the newest 20 items of each card. Feedback on an unknown card waits for the card.
   * Durable once this resolves to `saved`; `no-room` means nothing was saved because more than 1,000 items of a tenant
   * would be waiting. Idempotent.
   */
  saveFeedback(items: readonly CardFeedback[]): Promise<'saved' | 'no-room'>;
  /** Codes of the detections that are retired in this tenant. */
  readRetired(tenant: string): Promise<readonly string[]>;
  /** All of them in all tenants, ordered by code and tenant. */
  listRetirements(): Promise<readonly Retirement[]>;
  /** Ends a retirement; only cards first shown after `at` count then. False if there was none. Durable once it resolves. */
  wake(woken: Omit<Retirement, 'rule'>): Promise<boolean>;
  /** Counts by week, for weeks that began at or after `from`; without pseudonyms. */
  summary(from: number, bounds?: SummaryBounds): Promise<Summary>;
  /**
   * How many cards of each version of a detection were overridden for one of these reasons by their latest feedback, in weeks
   * that began at or after `from`.
   */
  countAnswersByReason(
    reasons: readonly string[],
    from?: number,
    bounds?: SummaryBounds,
  ): Promise<readonly ReviewLine[]>;
  /**
   * Deletes rows older than `deleteBefore`, expired tokens, and feedback whose card did not arrive within a day. False
   * if any replica began a purge less than `minIntervalMs` ago.
   */
  purge(times: PurgeTimes, events?: PurgeEvents): Promise<boolean>;
  /** The age of the oldest row, and when the store was last purged. */
  readUpkeep(): Promise<Upkeep>;
  /** Erases one person's showings, feedback and openings. Durable once this resolves. */
  erase(person: Erasure): Promise<Erased>;
  /** Rejects if the store cannot be used: it does not respond, was deleted, or has an incompatible schema. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface Erasure {
  readonly tenant: string;
  readonly patient: string;
  /** Openings up to this time that are written later, by any replica, are dropped too. */
  readonly openedUpTo?: number;
}

/** Rows deleted. */
export interface Erased {
  readonly cards: number;
  readonly answers: number;
  readonly openings: number;
}

interface Clinician {
  readonly tenant: string;
  /**
   * All pseudonyms of one clinician, that of the user id first. Lists that share one pseudonym denote the same person.
   */
  readonly clinicians: readonly string[];
}

/** A clinician and the patient whose chart they open. */
export interface ClinicianPatientPair extends Clinician {
  readonly patient: string;
}

/** Selects the openings that make up a clinician's budget: of this hook, after `since`. */
export interface BudgetQuery extends Clinician {
  readonly hook: string;
  readonly since: number;
  /** Whether the cards that would have been shown are counted, in place of those that were. */
  readonly silent?: boolean;
}

/** Selects the cards first shown to one clinician after `since`. */
export interface OwnCardsQuery extends Clinician {
  readonly since: number;
}

/** A card of one clinician's, and the code of its detection. */
export type OwnCard = Pick<ShownCard, 'card' | 'code'>;

/** What was found in one opening, and what became of it. */
export interface Outcomes {
  readonly shown: readonly ShownCard[];
  /** Codes of all findings, shown or not. */
  readonly findings: readonly string[];
  readonly held: readonly HeldCard[];
}

/** One opening of a chart and its outcome. */
export interface OpeningRecord extends ClinicianPatientPair, Outcomes {
  readonly service: string;
  readonly hook: string;
  readonly at: number;
  /** Further openings of this chart by this clinician within this time of the first count as the same visit. */
  readonly visitMs: number;
  /** The same of detections that are silent: what would have been shown and held back. Nobody saw any of it. */
  readonly silent?: Outcomes | undefined;
  /** Who called: the client's issuer, or `open`. */
  readonly client: string;
  /** Parts of the record that could not be read, and why. */
  readonly unread: readonly { readonly part: string; readonly why: string }[];
}

/** A card as sent. The same card may be shown again. */
export interface ShownCard {
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly code: string;
  /** Pseudonym of the facts behind the finding: a card stays silenced for as long as this is unchanged. */
  readonly material: string;
}

/** A finding that was not shown, and the rule that held it back. */
interface HeldCard {
  readonly code: string;
  readonly rule: string;
}

/** `id` is the same on every retry. */
export interface Batch {
  readonly id: string;
  readonly openings: readonly OpeningRecord[];
}

export interface CardShowing extends ShownCard {
  readonly service: string;
  readonly clinicians: readonly string[];
  /** Whether it was shown to the clinician of the query. */
  readonly own: boolean;
  readonly firstShown: number;
  readonly lastShown: number;
  /** The feedback with the latest `at`. */
  readonly outcome: Outcome | undefined;
}

export interface Outcome {
  readonly outcome: 'accepted' | 'overridden';
  readonly reason: string | undefined;
  readonly at: number;
}

/** Openings of one clinician, and the new cards shown in them. */
export interface Budget {
  readonly openings: number;
  readonly cards: number;
}

/** A clinician's feedback on a card. It takes effect if the card is shown in the same tenant, before or after. */
export interface CardFeedback extends Outcome {
  readonly tenant: string;
  readonly service: string;
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly received: number;
  readonly comment: string | undefined;
}
