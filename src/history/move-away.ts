import { type Day, firstFrom, mondayOf, months } from './calendar.ts';
import type { ClinicianKey, PracticeWeek } from './history.ts';
import type { Visit } from './judge-contacts.ts';
import { establishedBy, usualClinician } from './usual-clinician.ts';

/** When visits with others only, after many with one clinician, are no chance. */
export interface MoveLimits {
  /** Months up to the last visit with the clinician. */
  readonly months: number;
  /** Least visits with the clinician in them. */
  readonly minVisits: number;
  /** Least visits since, and the greatest probability that all of them are with others by chance. */
  readonly minSince: number;
  readonly maxP: number;
  /** Days within which visits since count once. */
  readonly mergeDays: number;
}

export const moveLimits: MoveLimits = { months: 36, minVisits: 6, minSince: 3, maxP: 0.05, mergeDays: 28 };
/** Where it is recorded that the person was not content. */
export const discontentLimits: MoveLimits = { ...moveLimits, minSince: 2, maxP: 0.1 };
/** More weeks than these tell nothing more. */
const mostWeeks = 12;

/** The visits with an established usual clinician up to the last one, and those since, all with others. */
export interface MoveAway {
  readonly clinician: ClinicianKey;
  /** Visits up to the last one, whoever they were with. */
  readonly before: readonly Visit[];
  /** How many of them were with the clinician. */
  readonly own: number;
  readonly until: Day;
  /** Visits since, of any kind. */
  readonly since: readonly Visit[];
  /** Mondays of the latest weeks with ordinary visits since. */
  readonly weeks: readonly Day[];
}

/** The moves away that GP visits (oldest first) show; `named` is whom the record names as the person's own. */
export function movesAway(all: readonly Visit[], limits: MoveLimits, named?: ClinicianKey): readonly MoveAway[] {
  const ordinary = all.filter(({ urgent, duty }) => !urgent && !duty);
  const begun = beginnings(ordinary, limits.mergeDays);
  return [...Map.groupBy(all, ({ clinician }) => clinician)].flatMap(([clinician, visits]) => {
    const until = visits.at(-1)?.day ?? 0;
    const from = until - months(limits.months);
    const [start, end] = [firstFrom(all, from), firstFrom(all, until + 1)];
    const own = visits.length - firstFrom(visits, from);
    const first = firstFrom(ordinary, until + 1);
    // The first visit counts, and each later one that is not of the same time as the one before.
    const since = first === ordinary.length ? 0 : 1 + (begun.at(-1) ?? 0) - (begun[first] ?? 0);
    if (own < limits.minVisits || since < limits.minSince) return [];
    if (noneProbability(own, end - start, since) > limits.maxP) return [];
    if (clinician !== named && own < establishedBy.minShare * (end - start)) return [];
    const before = all.slice(start, end);
    const usual = usualClinician(before, named);
    if (usual?.clinician !== clinician || !usual.established) return [];
    return { clinician, before, own, until, since: all.slice(end), weeks: weeksOf(ordinary.slice(first), limits) };
  });
}

/** Whether the clinician consulted here in at least this share of the weeks of a move; false where one was not read. */
export function consultedThen({ weeks }: MoveAway, read: readonly PracticeWeek[], minShare: number): boolean {
  const seen = new Map(read.map((week) => [week.monday, week.seen]));
  if (weeks.some((monday) => !seen.has(monday))) return false;
  return weeks.filter((monday) => seen.get(monday)).length >= minShare * weeks.length;
}

/**
 * P(none of the next `next` visits is with someone), who had `own` of `of`: beta-binomial with a uniform prior,
 * B(1+k, 1+n-k+m) / B(1+k, 1+n-k).
 */
export function noneProbability(own: number, of: number, next: number): number {
  let probability = 1;
  for (let i = 1; i <= next; i += 1) probability *= (of - own + i) / (of + 1 + i);
  return probability;
}

/** Of each visit: how many up to it come more than `days` after the one before. */
function beginnings(visits: readonly Visit[], days: number): readonly number[] {
  let count = 0;
  return visits.map(({ day }, i) => {
    if (day - (visits[i - 1]?.day ?? Number.NEGATIVE_INFINITY) > days) count += 1;
    return count;
  });
}

function weeksOf(since: readonly Visit[], { mergeDays }: MoveLimits): readonly Day[] {
  const first = since.filter(({ day }, i) => day - (since[i - 1]?.day ?? Number.NEGATIVE_INFINITY) > mergeDays);
  return [...new Set(first.map(({ day }) => mondayOf(day)))].slice(-mostWeeks);
}
