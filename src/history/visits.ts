import type { Day } from './calendar.ts';
import { profession } from './employment.ts';
import type { ClinicianKey, Contact, ExclusionReason, RelationalHistory } from './history.ts';

/** A span of days, both ends included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/** A contact that counts: on a known day, with a known clinician. */
export type Visit = Contact & { readonly day: Day; readonly clinician: ClinicianKey };

/** The visits of a window and what was left out of it. */
export interface Visits {
  /** Oldest first, at most one for each clinician and day. */
  readonly counted: readonly Visit[];
  readonly notCounted: readonly { readonly reference: string; readonly reason: ExclusionReason }[];
  /** False where over a fifth of the otherwise qualifying contacts name nobody: then no share may be told. */
  readonly attributable: boolean;
}

const msPerDay = 86_400_000;
const maxUnattributed = 0.2;

/**
 * The qualifying contacts of a window for questions of continuity: at the home practice, outside planned series, with a
 * consulting clinician (`gp`: nurse-only contacts never lower a GP's continuity; `all`: the whole team).
 */
export function visits(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  window: Window,
  now: number,
  scope: 'gp' | 'all',
): Visits {
  const counted: Visit[] = [];
  const notCounted: { reference: string; reason: ExclusionReason }[] = [];
  const seen = new Set<string>();
  let unattributed = 0;
  for (const contact of history.contacts) {
    if (contact.day !== undefined && (contact.day < window.from || contact.day > window.to)) continue;
    const reason = exclusion(contact, now) ?? byClinician(contact, history, scope) ?? repeated(contact, seen);
    if (reason === 'clinician-not-recorded' || reason === 'clinician-unread') unattributed += 1;
    if (reason) notCounted.push({ reference: contact.reference, reason });
    else if (isVisit(contact)) counted.push(contact);
  }
  return { counted, notCounted, attributable: unattributed <= maxUnattributed * (counted.length + unattributed) };
}

function exclusion(contact: Contact, now: number): ExclusionReason | undefined {
  const { excluded } = contact;
  if (excluded && excluded !== 'clinician-not-recorded' && excluded !== 'clinician-unread') return excluded;
  if (contact.day === undefined) return 'undated';
  if (contact.state === 'underway' && now - (contact.startedAt ?? contact.day * msPerDay) < msPerDay)
    return 'not-finished';
  if (!contact.here) return 'elsewhere';
  if (contact.series !== undefined) return 'planned-series';
  return excluded;
}

function byClinician(
  contact: Contact,
  history: Pick<RelationalHistory, 'clinicians'>,
  scope: 'gp' | 'all',
): ExclusionReason | undefined {
  if (contact.clinician === undefined) return 'clinician-not-recorded';
  const what = profession(history.clinicians.get(contact.clinician));
  if (what === 'not-clinical') return 'not-a-clinician';
  return scope === 'gp' && what === 'team' ? 'not-a-gp' : undefined;
}

function repeated(contact: Contact, seen: Set<string>): ExclusionReason | undefined {
  const key = `${contact.day} ${contact.clinician}`;
  if (seen.has(key)) return 'same-day';
  seen.add(key);
  return undefined;
}

function isVisit(contact: Contact): contact is Visit {
  return contact.day !== undefined && contact.clinician !== undefined;
}
