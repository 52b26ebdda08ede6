import { type DateRange, type Day, firstFrom, isInRange, itemsIn } from './calendar.ts';
import { isUnattributed, isUnderway } from './contact.ts';
import { profession } from './employment.ts';
import type { NotCountedReason } from './exclusion.ts';
import type { ClinicianKey, Contact, RelationalHistory } from './history.ts';

/** A contact that counts: on a known day, with a known clinician. */
export type Visit = Contact & { readonly day: Day; readonly clinician: ClinicianKey };

/** The visits of a range of days and what was left out of it. */
export interface Visits {
  /** Oldest first, at most one for each clinician and day. */
  readonly counted: readonly Visit[];
  readonly notCounted: readonly { readonly reference: string; readonly reason: NotCountedReason }[];
  /** False where over a fifth of the otherwise qualifying contacts name nobody: then no share may be told. */
  readonly attributable: boolean;
}

const maxUnattributed = 0.2;

type Consulted = Pick<RelationalHistory, 'contacts' | 'clinicians'>;
type Scope = 'gp' | 'all';

/**
 * The qualifying contacts of a range of days for questions of continuity: at the home practice, outside planned series, with a
 * consulting clinician (`gp`: nurse-only contacts never lower a GP's continuity; `all`: the whole team).
 */
export function visits(history: Consulted, range: DateRange, now: number, scope: Scope): Visits {
  const { counted: all, left } = judged(history, now, scope);
  const counted = itemsIn(all, range);
  const within = left.filter(({ day }) => day === undefined || isInRange(day, range));
  const unattributed = within.filter(({ reason }) => isUnattributed({ excluded: reason })).length;
  return {
    counted,
    notCounted: within.map(({ reference, reason }) => ({ reference, reason })),
    attributable: unattributed <= maxUnattributed * (counted.length + unattributed),
  };
}

/** The counted visits of a range of days with one clinician; what every clinician of a history may be asked. */
export function visitsWith(
  clinician: ClinicianKey,
  history: Consulted,
  range: DateRange,
  now: number,
  scope: Scope,
): readonly Visit[] {
  const own = byClinician(judged(history, now, scope)).get(clinician) ?? [];
  return itemsIn(own, range);
}

/** How many visits of a range of days count. */
export function countVisits(history: Consulted, range: DateRange, now: number, scope: Scope): number {
  const { counted } = judged(history, now, scope);
  return firstFrom(counted, range.to) - firstFrom(counted, range.from);
}

const grouped = new WeakMap<Judged, ReadonlyMap<ClinicianKey, readonly Visit[]>>();

function byClinician(judgement: Judged): ReadonlyMap<ClinicianKey, readonly Visit[]> {
  const groups = grouped.get(judgement) ?? Map.groupBy(judgement.counted, ({ clinician }) => clinician);
  grouped.set(judgement, groups);
  return groups;
}

/** Every contact of a history, judged for one moment and scope. */
interface Judged {
  readonly clinicians: RelationalHistory['clinicians'];
  readonly now: number;
  readonly counted: readonly Visit[];
  readonly left: readonly {
    readonly reference: string;
    readonly day: Day | undefined;
    readonly reason: NotCountedReason;
  }[];
}

// A dozen questions are asked of one history, each of other windows: its contacts are judged once for all of them.
const known = { gp: new WeakMap<readonly Contact[], Judged>(), all: new WeakMap<readonly Contact[], Judged>() };

function judged(history: Consulted, now: number, scope: Scope): Judged {
  const { contacts, clinicians } = history;
  const before = known[scope].get(contacts);
  if (before?.now === now && before.clinicians === clinicians) return before;
  const counted: Visit[] = [];
  const left: Judged['left'][number][] = [];
  const repeated = sameDay();
  for (const contact of contacts) {
    const { excluded } = contact;
    if (excluded === 'restricted') continue;
    const reason =
      exclusion(contact, excluded, now) ?? exclusionByClinician(contact, history, scope) ?? repeated(contact);
    if (reason) left.push({ reference: contact.reference, day: contact.day, reason });
    else if (isVisit(contact)) counted.push(contact);
  }
  const judgement = { clinicians, now, counted, left };
  known[scope].set(contacts, judgement);
  return judgement;
}

function exclusion(
  contact: Contact,
  excluded: NotCountedReason | undefined,
  now: number,
): NotCountedReason | undefined {
  if (excluded && !isUnattributed(contact)) return excluded;
  if (contact.day === undefined) return 'undated';
  if (isUnderway(contact, now)) return 'not-finished';
  if (!contact.here) return 'elsewhere';
  if (contact.series !== undefined) return 'planned-series';
  return excluded;
}

function exclusionByClinician(
  contact: Contact,
  history: Pick<RelationalHistory, 'clinicians'>,
  scope: Scope,
): NotCountedReason | undefined {
  if (contact.clinician === undefined) return 'clinician-not-recorded';
  const what = profession(history.clinicians.get(contact.clinician));
  if (what === 'not-clinical') return 'not-a-clinician';
  return scope === 'gp' && what === 'team' ? 'not-a-gp' : undefined;
}

/** Tells of contacts in the order of their days whether the same clinician was seen before on that day. */
function sameDay(): (contact: Contact) => NotCountedReason | undefined {
  let today: Day | undefined;
  const seen = new Set<ClinicianKey | undefined>();
  return ({ day, clinician }) => {
    if (day !== today) seen.clear();
    today = day;
    if (seen.has(clinician)) return 'same-day';
    seen.add(clinician);
    return undefined;
  };
}

function isVisit(contact: Contact): contact is Visit {
  return contact.day !== undefined && contact.clinician !== undefined;
}
