/**
 * What this service remembers. People are known here by pseudonyms only, and nothing of a record enters: no facts, no
 * wording, no card. Times are ms since 1970.
 */
export interface Store {
  /** Uses up a token; false where it was used before, on any replica. */
  useToken(issuer: string, jti: string, expires: number): Promise<boolean>;
  /** All cards shown about this person in this tenant, to anyone, first shown first. */
  showingsOf(meeting: ClinicianPatientPair): Promise<readonly CardShowing[]>;
  /** A clinician's openings and cards. */
  budgetOf(asker: BudgetQuery): Promise<Budget>;
  /** Keeps a batch, whole or not at all; the same batch again changes nothing. */
  record(batch: Batch): Promise<void>;
  /**
   * Keeps answers to cards, of each card the newest 20. An answer to a card that is not known waits for it. Durable once this
   * resolves to `kept`; nothing is kept where more than 1,000 of a tenant would wait. The same again changes nothing.
   */
  feedback(answers: readonly Answer[]): Promise<'kept' | 'no-room'>;
  /** Counts of the weeks that have begun since `from`, without anyone's pseudonym. */
  summary(from: number): Promise<Summary>;
  /** How many cards of each detection were last answered with one of these reasons, over all that is kept. */
  answeredWith(reasons: readonly string[]): Promise<readonly ReviewLine[]>;
  /**
   * Deletes what is older than `before`, tokens that have expired, and answers whose card did not come within a day; false
   * where that was begun less than `every` ms ago, by any replica.
   */
  purge(times: PurgeTimes, events?: PurgeEvents): Promise<boolean>;
  /** How old what is kept is, and when it was last purged. */
  upkeep(): Promise<Upkeep>;
  /** Forgets one person: what was shown, answered and opened. Durable once this resolves. */
  forget(person: Erasure): Promise<Erased>;
  /** Rejects where the store can't be used: it does not answer, was deleted, or is of another version. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface PurgeTimes {
  readonly now: number;
  readonly before: number;
  readonly every: number;
}

export interface PurgeEvents {
  /** The last purge was at a time that lies ahead: a clock was wrong, then or now. */
  clockWentBack(): void;
  /** So many answers were dropped, since their card did not come. */
  unmatchedAnswers(count: number): void;
}

/** Undefined where there is no row, or there was no purge. */
export interface Upkeep {
  /** When the oldest row that is deleted after a time was made. */
  readonly oldest: number | undefined;
  readonly purged: number | undefined;
}

export interface Erasure {
  readonly tenant: string;
  readonly patient: string;
  /** What was opened until then, and comes only later to be written down, is forgotten too. */
  readonly openedUntil?: number;
}

/** How many of each were deleted. */
export interface Erased {
  readonly cards: number;
  readonly answers: number;
  readonly openings: number;
}

interface Clinician {
  readonly tenant: string;
  /** Every pseudonym of one clinician, that of the user's id first; one in common with another list means the same person. */
  readonly clinicians: readonly string[];
}

/** Who opens whose chart. */
export interface ClinicianPatientPair extends Clinician {
  readonly patient: string;
}

/** The clinician's openings on this hook since then make up the budget. */
export interface BudgetQuery extends Clinician {
  readonly hook: string;
  readonly since: number;
}

/** One opening of a chart and what came of it. */
export interface OpeningRecord extends ClinicianPatientPair {
  readonly service: string;
  readonly hook: string;
  readonly at: number;
  /** For so many ms from the first one, further openings of this chart by this clinician count as the same. */
  readonly visit: number;
  readonly shown: readonly ShownCard[];
  /** Codes of all findings, shown or not. */
  readonly found: readonly string[];
  readonly held: readonly HeldCard[];
}

/** A card as it was sent; the same one may be shown again. */
export interface ShownCard {
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly code: string;
  /** Pseudonym of what the finding rests on: while it stays the same, so does a silence. */
  readonly material: string;
}

/** A finding that was not shown, and the rule that held it. */
interface HeldCard {
  readonly code: string;
  readonly rule: string;
}

/** `id` never changes, however often the batch is tried. */
export interface Batch {
  readonly id: string;
  readonly openings: readonly OpeningRecord[];
}

export interface CardShowing extends ShownCard {
  readonly service: string;
  readonly clinicians: readonly string[];
  /** Shown to the clinician who asks. */
  readonly own: boolean;
  readonly firstShown: number;
  readonly lastShown: number;
  /** The answer with the latest `at`. */
  readonly outcome: Outcome | undefined;
}

export interface Outcome {
  readonly outcome: 'accepted' | 'overridden';
  readonly reason: string | undefined;
  readonly at: number;
}

/** Openings of one clinician, and the cards that were new in them. */
export interface Budget {
  readonly openings: number;
  readonly cards: number;
}

/** What a clinician answered to a card. It takes effect where the card was shown in the same tenant, before or after. */
export interface Answer extends Outcome {
  readonly tenant: string;
  readonly service: string;
  readonly card: string;
  readonly suggestions: readonly string[];
  readonly received: number;
  readonly comment: string | undefined;
}

export interface Summary {
  readonly weeks: readonly { readonly week: number; readonly openings: number }[];
  readonly lines: readonly SummaryLine[];
}

/** One detection in the week that begins on this Monday (00:00 UTC). */
export interface SummaryLine {
  readonly week: number;
  readonly code: string;
  /** How often it was found; an opening that repeats within a visit counts again. */
  readonly findings: number;
  /** Cards, each once however often it came back, in the week of its first showing. */
  readonly shown: number;
  readonly held: Readonly<Record<string, number>>;
  /** Of those shown, by their latest answer. */
  readonly accepted: number;
  /** By reason; an empty one where none was given. */
  readonly overridden: Readonly<Record<string, number>>;
  readonly ignored: number;
}

export interface ReviewLine {
  readonly code: string;
  readonly reason: string;
  readonly cards: number;
}
