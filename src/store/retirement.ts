/** A rule by which answers retire a detection in one tenant. Which rules there are is not the store's to know. */
export interface RetirementRule {
  readonly name: string;
  /** Reasons that count, if a card's latest feedback gives one of them. */
  readonly reasons: readonly string[];
  /** A card counts for this many days from its first showing, or from the receipt of its latest feedback. */
  readonly days: number;
  readonly daysFrom: 'showing' | 'answer';
  /** With fewer cards shown within these days it is not met. */
  readonly leastShown: number;
  readonly isMet: (counts: CardCounts) => boolean;
}

/** Cards of one detection in one tenant, shown since it was last woken. */
export interface CardCounts {
  readonly shown: number;
  readonly answered: number;
}

/** A detection that is silent in a tenant; `at` in ms since 1970. */
export interface Retirement {
  readonly tenant: string;
  readonly code: string;
  readonly rule: string;
  readonly at: number;
}

/** A retirement as it is decided, with what was counted. */
export type Decided = Retirement & CardCounts;

/** How a store retires detections. */
export interface Retiring {
  /** Those in force, in their order; with none no detection is silent. */
  readonly rules: readonly RetirementRule[];
  /**
   * The version of each detection in this release, by code, in the words of a tenant. Other versions are neither judged nor
   * silent.
   */
  readonly versionsOf: (tenant: string) => ReadonlyMap<string, string>;
  /** Every version of this release, in all languages; rows of others are deleted in time. */
  readonly versions: readonly string[];
  /** Called once for each retirement, on the replica that wrote it down, after that is committed. */
  readonly onRetired: (decided: Decided) => void;
}

export const retireNothing: Retiring = { rules: [], versionsOf: () => new Map(), versions: [], onRetired: () => {} };
