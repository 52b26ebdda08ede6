import { type DateRange, firstFrom, isInRange, itemsIn } from './calendar.ts';
import { isUnattributed } from './contact.ts';
import type { ClinicianKey, RelationalHistory } from './history.ts';
import { judgeContacts, type Scope, type UncountedContact, type Visit } from './judge-contacts.ts';
import { memoByList } from './memo.ts';

export type { Visit } from './judge-contacts.ts';

/** The visits of a range of days, and what was left out of it. */
export interface Visits {
  /** Oldest first, at most one for each clinician and day. */
  readonly counted: readonly Visit[];
  readonly notCounted: readonly Omit<UncountedContact, 'day'>[];
  /** False where more than a fifth of the otherwise qualifying contacts name nobody: then no share can be given. */
  readonly attributable: boolean;
}

const maxUnattributed = 0.2;

type Consulted = Pick<RelationalHistory, 'contacts' | 'clinicians'>;

/** The qualifying contacts of a range of days ({@link judgeContacts}). */
export function visits(history: Consulted, range: DateRange, now: number, scope: Scope): Visits {
  const judged = judgeContacts(history, now, scope);
  const counted = itemsIn(judged.counted, range);
  const uncounted = judged.uncounted.filter(({ day }) => day === undefined || isInRange(day, range));
  const unattributed = uncounted.filter(({ reason }) => isUnattributed({ excluded: reason })).length;
  return {
    counted,
    notCounted: uncounted.map(({ reference, reason }) => ({ reference, reason })),
    attributable: unattributed <= maxUnattributed * (counted.length + unattributed),
  };
}

/** The counted visits of a range with one clinician; fast enough to ask for every clinician of a history. */
export function visitsWith(
  clinician: ClinicianKey,
  history: Consulted,
  range: DateRange,
  now: number,
  scope: Scope,
): readonly Visit[] {
  const own = byClinician(judgeContacts(history, now, scope).counted).get(clinician) ?? [];
  return itemsIn(own, range);
}

const byClinician = memoByList((counted: readonly Visit[]) => Map.groupBy(counted, ({ clinician }) => clinician));

/** How many visits of a range count. */
export function countVisits(history: Consulted, { from, to }: DateRange, now: number, scope: Scope): number {
  const { counted } = judgeContacts(history, now, scope);
  return firstFrom(counted, to) - firstFrom(counted, from);
}
