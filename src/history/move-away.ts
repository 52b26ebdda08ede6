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

/** Reasons why there is no move away from a clinician, in the order in which its conditions are asked. */
export const noMove = [
  'too-few-visits-with-one',
  'too-few-visits-since',
  'may-be-chance',
  'small-share',
  'not-established',
] as const;

/** The first condition of a move away that was not met, and its numbers. */
export interface NoMove {
  readonly clinician: ClinicianKey;
  readonly own: number;
  readonly why: (typeof noMove)[number];
  readonly numbers: Readonly<Record<string, number>>;
}

/** The moves away that GP visits (oldest first) show; `named` is whom the record names as the person's own. */
export function movesAway(all: readonly Visit[], limits: MoveLimits, named?: ClinicianKey): readonly MoveAway[] {
  return judgeMoves(all, limits, named).filter((one) => 'until' in one);
}

/** Of each clinician the move away from them, or why there is none. */
export function judgeMoves(
  all: readonly Visit[],
  limits: MoveLimits,
  named?: ClinicianKey,
): readonly (MoveAway | NoMove)[] {
  const ordinary = all.filter(({ urgent, duty }) => !urgent && !duty);
  const begun = beginnings(ordinary, limits.mergeDays);
  return [...Map.groupBy(all, ({ clinician }) => clinician)].map(([clinician, visits]) => {
    const until = visits.at(-1)?.day ?? 0;
    const from = until - months(limits.months);
    const [start, end] = [firstFrom(all, from), firstFrom(all, until + 1)];
    const own = visits.length - firstFrom(visits, from);
    const none = (why: NoMove['why'], numbers: NoMove['numbers'] = {}): NoMove => ({ clinician, own, why, numbers });
    const first = firstFrom(ordinary, until + 1);
    // The first visit counts, and each later one that is not of the same time as the one before.
    const since = first === ordinary.length ? 0 : 1 + (begun.at(-1) ?? 0) - (begun[first] ?? 0);
    if (own < limits.minVisits) return none('too-few-visits-with-one', { visits: own, needs: limits.minVisits });
    if (since < limits.minSince) return none('too-few-visits-since', { visits: since, needs: limits.minSince });
    const probability = noneProbability(own, end - start, since);
    if (probability > limits.maxP) return none('may-be-chance', { probability, most: limits.maxP });
    const { minShare } = establishedBy;
    if (clinician !== named && own < minShare * (end - start))
      return none('small-share', { share: own / (end - start), needs: minShare });
    const before = all.slice(start, end);
    const usual = usualClinician(before, named);
    if (usual?.clinician !== clinician || !usual.established) return none('not-established');
    return { clinician, before, own, until, since: all.slice(end), weeks: weeksOf(ordinary.slice(first), limits) };
  });
}

/** Whether the clinician consulted here in at least this share of the weeks of a move; false where one was not read. */
export function consultedThen(move: MoveAway, read: readonly PracticeWeek[], minShare: number): boolean {
  const seen = weeksSeen(move, read);
  return seen !== undefined && seen >= minShare * move.weeks.length;
}

/** In how many weeks of a move the clinician consulted here; undefined where one was not read. */
export function weeksSeen({ weeks }: MoveAway, read: readonly PracticeWeek[]): number | undefined {
  const seen = new Map(read.map((week) => [week.monday, week.seen]));
  if (weeks.some((monday) => !seen.has(monday))) return undefined;
  return weeks.filter((monday) => seen.get(monday)).length;
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
