import type { Retirement } from '../store/retirement.ts';
import type { ClientReads, ReviewLine, Summary } from '../store/summary.ts';

/** A count as it is published: 1 to 6 could point at a person and become `<7`; 0 stays. */
export type SeenCount = number | '<7';

const least = 7;

/** Counts of the detections, by week (the ISO date of its Monday) and code. */
export interface AdminSummary {
  readonly weeks: readonly { readonly week: string; readonly openings: SeenCount }[];
  readonly lines: readonly {
    readonly week: string;
    readonly code: string;
    readonly findings: SeenCount;
    readonly shown: SeenCount;
    /** By the rule that withheld them. */
    readonly held: Readonly<Record<string, SeenCount>>;
    readonly accepted: SeenCount;
    /** By the reason that was given. */
    readonly overridden: Readonly<Record<string, SeenCount>>;
    readonly ignored: SeenCount;
  }[];
  /** What silent detections would have shown and held back: of this nobody saw anything, and nothing above counts it. */
  readonly silent: readonly {
    readonly week: string;
    readonly code: string;
    readonly findings: SeenCount;
    readonly wouldHaveShown: SeenCount;
    readonly held: Readonly<Record<string, SeenCount>>;
  }[];
  /** In how many openings of a client's charts a part could not be read, so that nothing could be concluded from it. */
  readonly couldNotTell: readonly {
    /** The client's issuer, or `open`. */
    readonly client: string;
    readonly openings: SeenCount;
    readonly unread: readonly { readonly part: string; readonly why: string; readonly openings: SeenCount }[];
  }[];
  /** Cards whose facts were called wrong or whose words unkind, over the whole retention time. */
  readonly review: readonly { readonly code: string; readonly reason: string; readonly cards: SeenCount }[];
  /** Detections that are silent in a tenant, named as in the audit; since an ISO date, for an instant would name an answer. */
  readonly retired: readonly {
    readonly code: string;
    readonly tenant: string;
    readonly since: string;
    readonly rule: string;
  }[];
}

/** The store's counts with small numbers suppressed. */
export function suppressed(
  { weeks, lines, silent, clients }: Summary,
  review: readonly ReviewLine[],
  retired: readonly Retirement[],
): AdminSummary {
  return {
    weeks: weeks.map(({ week, openings }) => ({ week: dateOf(week), openings: seen(openings) })),
    lines: lines.map(({ week, code, findings, shown, held, accepted, overridden, ignored }) => ({
      week: dateOf(week),
      code,
      findings: seen(findings),
      shown: seen(shown),
      held: seenBy(held),
      accepted: seen(accepted),
      overridden: seenBy(overridden),
      ignored: seen(ignored),
    })),
    silent: silent.map(({ week, code, findings, shown, held }) => ({
      week: dateOf(week),
      code,
      findings: seen(findings),
      wouldHaveShown: seen(shown),
      held: seenBy(held),
    })),
    couldNotTell: clients.map(couldNotTellFor),
    review: review.map(({ code, reason, cards }) => ({ code, reason, cards: seen(cards) })),
    retired: retired.map(({ code, tenant, at, rule }) => ({ code, tenant, since: dateOf(at), rule })),
  };
}

function couldNotTellFor({ client, openings, unread }: ClientReads): AdminSummary['couldNotTell'][number] {
  const seenUnread = unread.map(({ part, why, openings: count }) => ({ part, why, openings: seen(count) }));
  return { client, openings: seen(openings), unread: seenUnread };
}

function seen(count: number): SeenCount {
  return count > 0 && count < least ? '<7' : count;
}

function seenBy(counts: Readonly<Record<string, number>>): Record<string, SeenCount> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name || 'no-reason', seen(count)]));
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
