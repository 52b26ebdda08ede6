/** What is counted: weeks that begin before `until`, and answers that arrived from `answeredFrom` to before `answeredBefore`. Ms since 1970. */
export interface SummaryBounds {
  readonly until: number;
  readonly answeredFrom: number;
  readonly answeredBefore: number;
}

export interface Summary {
  readonly weeks: readonly { readonly week: number; readonly openings: number }[];
  readonly lines: readonly SummaryLine[];
  readonly silent: readonly SilentLine[];
  readonly clients: readonly ClientReads[];
}

/** What could not be read in the openings of one client's charts. Repeated openings within a visit count again. */
export interface ClientReads {
  readonly client: string;
  readonly openings: number;
  readonly unread: readonly { readonly part: string; readonly why: string; readonly openings: number }[];
}

/** One detection in the week that begins on this Monday (00:00 UTC). */
export interface SummaryLine {
  readonly week: number;
  readonly code: string;
  /** Number of openings with this finding; repeated openings within a visit count again. */
  readonly findings: number;
  /** Distinct cards, counted in the week of their first showing. */
  readonly shown: number;
  readonly held: Readonly<Record<string, number>>;
  /** Shown cards by their latest feedback. */
  readonly accepted: number;
  /** By reason; the empty reason if none was given. */
  readonly overridden: Readonly<Record<string, number>>;
  readonly ignored: number;
}

/** What a silent detection would have shown in one week, counted as in {@link SummaryLine}. */
export type SilentLine = Pick<SummaryLine, 'week' | 'code' | 'findings' | 'shown' | 'held'>;

/** Cards of one detection, and of one version of its words and rule, with this reason in their latest answer. */
export interface ReviewLine {
  readonly code: string;
  /** Empty where a version of the service that recorded none showed them. */
  readonly version: string;
  readonly reason: string;
  readonly cards: number;
}
