import type { Day } from '../../history/calendar.ts';
import { isIndividualVisit, silencingGroups } from '../../history/contact.ts';
import type { SeenBy } from '../detector.ts';

export const symptomParts = {
  needs: ['person', 'contacts', 'conditions', 'observations', 'referrals'],
  uses: ['investigations', 'registration'],
} as const;
export type History = SeenBy<typeof symptomParts>;

/** Something that the record says of the person: a problem, the reason of a contact, an observation. */
export interface Entry {
  readonly reference: string;
  readonly groups: readonly string[];
  /** Day on which it was noted, whenever it began: a symptom of years may be told of for the first time. */
  readonly day: Day | undefined;
  /** A problem of the list; the others were true on their day. */
  readonly problem: boolean;
  /** A problem that is there now. */
  readonly active: boolean;
  readonly contradictory: boolean;
  /** It came back, or is not certain. */
  readonly relapse: boolean;
  readonly tentative: boolean;
}

const once = { problem: false, active: false, contradictory: false, relapse: false, tentative: false };

/** Everything that the record says, in the order of its days; a vaccination says nothing of the illness it is against. */
export function entriesOf({ conditions, contacts, observations }: History): readonly Entry[] {
  return [
    ...conditions.map(({ recorded, onset, ...one }) => ({ ...one, day: recorded ?? onset, problem: true })),
    ...contacts
      .filter((one) => isIndividualVisit(one) && one.series !== 'vaccination')
      .map(({ reference, groups, day }) => ({ ...once, reference, groups, day })),
    ...observations.map(({ reference, groups, day }) => ({ ...once, reference, groups, day })),
  ].sort(inOrder);
}

/** The same with what may only silence, such as the reason of a restricted visit. */
export function silencingEntriesOf(history: History): readonly Entry[] {
  const more = history.contacts
    .filter((one) => !isIndividualVisit(one))
    .map((one) => ({ ...once, reference: one.reference, groups: silencingGroups(one), day: one.day }));
  return [...entriesOf(history), ...more.filter(({ groups }) => groups.length > 0)].sort(inOrder);
}

function inOrder(a: Entry, b: Entry): number {
  return (a.day ?? Infinity) - (b.day ?? Infinity) || (a.reference < b.reference ? -1 : 1);
}

/** Entries in one of these groups. */
export function withAnyGroup(entries: readonly Entry[], groups: readonly string[]): readonly Entry[] {
  return entries.filter((entry) => entry.groups.some((group) => groups.includes(group)));
}

/** It is noted within so many days before `asOf`, this day included, or on a day that is not known. */
export function isWithin({ day }: Pick<Entry, 'day'>, days: number, asOf: Day): boolean {
  return day === undefined || asOf - day <= days;
}
