import type { Day } from '../../history/calendar.ts';
import { isIndividualVisit, silencingGroups } from '../../history/contact.ts';
import type { SeenBy } from '../detector.ts';

export const symptomParts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'referrals'],
  uses: ['investigations', 'registration'],
} as const;
export type History = SeenBy<typeof symptomParts>;

/** An entry of the record: a problem, the reason of a contact, or an observation. */
export interface Entry {
  readonly reference: string;
  readonly groups: readonly string[];
  /** Day on which it was noted, not on which it began: a long-standing symptom may be noted for the first time. */
  readonly day: Day | undefined;
  /** On the problem list; other entries are valid for their day only. */
  readonly problem: boolean;
  /** A current problem. */
  readonly active: boolean;
  readonly contradictory: boolean;
  /** It recurred; `tentative`: it is uncertain. */
  readonly relapse: boolean;
  readonly tentative: boolean;
}

const once = { problem: false, active: false, contradictory: false, relapse: false, tentative: false };

/** All entries, in the order of their days; a vaccination is no sign of the illness that it prevents. */
export function symptomEntries({ conditions, contacts, observations }: History): readonly Entry[] {
  return [
    ...conditions.map(({ recorded, onset, ...one }) => ({ ...one, day: recorded ?? onset, problem: true })),
    ...contacts
      .filter((one) => one.groups.length > 0 && isIndividualVisit(one) && one.series !== 'vaccination')
      .map(({ reference, groups, day }) => ({ ...once, reference, groups, day })),
    ...observations
      .filter(({ groups }) => groups.length > 0)
      .map(({ reference, groups, day }) => ({ ...once, reference, groups, day })),
  ].sort(inOrder);
}

/** The same, with entries that may only suppress a finding, such as the reason of a restricted visit. */
export function silencingEntries(history: History): readonly Entry[] {
  const more = history.contacts
    .filter((one) => !isIndividualVisit(one))
    .map((one) => ({ ...once, reference: one.reference, groups: silencingGroups(one), day: one.day }));
  return [...symptomEntries(history), ...more.filter(({ groups }) => groups.length > 0)].sort(inOrder);
}

function inOrder(a: Entry, b: Entry): number {
  return (a.day ?? Infinity) - (b.day ?? Infinity) || (a.reference < b.reference ? -1 : 1);
}

/** Entries in one of these groups. */
export function withAnyGroup(entries: readonly Entry[], groups: readonly string[]): readonly Entry[] {
  return entries.filter((entry) => entry.groups.some((group) => groups.includes(group)));
}

/** Noted at most `days` before `asOf`, or on an unknown day. */
export function isWithin({ day }: Pick<Entry, 'day'>, days: number, asOf: Day): boolean {
  return day === undefined || asOf - day <= days;
}
