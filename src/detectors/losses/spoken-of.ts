import type { Day } from '../../history/calendar.ts';
import { isAmbulatory, isIndividualVisit, silencingGroups } from '../../history/contact.ts';
import type { Acknowledgement, Contact, Loss, RelationalHistory } from '../../history/history.ts';
import { mayBeMeeting } from '../../history/meetings.ts';

type Consulted = Pick<RelationalHistory, 'contacts' | 'acknowledgements'> &
  Partial<Pick<RelationalHistory, 'familyLosses'>>;

/** Days on which a bereavement was spoken or written of here; those that are not known count as `asOf`. */
export interface SpokenOf {
  /** By what may be disclosed. */
  readonly surely: readonly Day[];
  /** By that, and by what may only silence. */
  readonly perhaps: readonly Day[];
}

/** When a bereavement was spoken of: in a visit for it, in a message, or where it was recorded in a contact here. */
export function spokenOf(history: Consulted, asOf: Day): SpokenOf {
  const { contacts, acknowledgements, familyLosses = [] } = history;
  const entries = [...acknowledgements, ...familyLosses.map(toEntry)];
  const daysBy = (counts: (contact: Contact) => boolean, recorded: readonly Acknowledgement[]): Day[] => {
    const held = contacts.filter((one) => one.here && counts(one));
    const references = new Map(held.map((one) => [one.reference, dayOf(one, asOf)]));
    const days = new Set(references.values());
    const ofEntries = recorded.flatMap(({ kind, contact, day }) => {
      if (kind === 'message') return day ?? asOf;
      if (contact !== undefined) return references.get(contact) ?? [];
      return day !== undefined && days.has(day) ? day : [];
    });
    const ofVisits = held.filter((one) => silencingGroups(one).includes('bereavement-contact'));
    return [...ofVisits.map((one) => dayOf(one, asOf)), ...ofEntries].filter((day) => day <= asOf);
  };
  return {
    surely: daysBy(
      isSureMeeting,
      entries.filter((one) => !one.onlySilences && (one.kind !== 'message' || one.day !== undefined)),
    ),
    perhaps: daysBy(mayBeMeeting, entries),
  };
}

/** A death that was entered in the family history was spoken of. */
function toEntry({ reference, recorded, contact }: Loss): Acknowledgement {
  return { reference, kind: 'entry', day: recorded, contact };
}

/** On a known day, and by the person alone: the reasons of a group say nothing about any one of it. */
function isSureMeeting(contact: Contact): boolean {
  return isAmbulatory(contact) && isIndividualVisit(contact) && contact.day !== undefined;
}

/** Without an exact day the last possible one: of this year or month that is ahead. */
function dayOf({ day, latest }: Contact, asOf: Day): Day {
  return day ?? Math.min(latest ?? asOf, asOf);
}
