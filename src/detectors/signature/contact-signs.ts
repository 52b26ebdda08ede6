import { type DateRange, type Day, firstFrom, hasItemIn, itemsIn } from '../../history/calendar.ts';
import {
  type Contact,
  type DatedContact,
  hasUnreadClinician,
  isIndividualVisit,
  isPastConsultation,
} from '../../history/contact.ts';
import type { Invitation } from '../../history/history.ts';
import { unplannedConsultations } from '../../history/own-rhythm.ts';
import type { Feature, Scene, SignEntry } from './feature.ts';

/** Days after an invitation in which a contact with its topic answers it. */
const answersWithin = 182;
/** Days of record needed; before, everyone seen would seem new. */
const knownAfter = 365;

/** The contacts that may be signs, in the order of their days. */
export interface ContactSigns {
  /** Visits that the practice neither planned nor asked for. */
  readonly visits: readonly DatedContact[];
  /** Emergencies, and duty or out-of-hours sessions. */
  readonly emergencies: readonly SignEntry[];
  /** The visits by phone or video. */
  readonly remote: readonly SignEntry[];
}

/** Sorts a person’s contacts by the sign that they may be. */
export function contactSigns({ history, now, relapseContacts, asOf }: Scene): ContactSigns {
  const { contacts, invitations = [] } = history;
  const isAskedFor = askedFor(invitations);
  const visits = unplannedConsultations(contacts, now).filter(
    (one) => !relapseContacts.has(one.reference) && one.day <= asOf && !isAskedFor(one),
  );
  const emergencies = contacts.filter(
    (one): one is DatedContact =>
      one.day !== undefined && one.day <= asOf && isEmergency(one) && !relapseContacts.has(one.reference),
  );
  return { visits, emergencies: emergencies.map(toEntry), remote: visits.filter(isRemote).map(toEntry) };
}

/** More days with a visit than usual in the person’s settled time. */
export function moreContacts({ settled, thresholds }: Scene, visits: readonly DatedContact[]): Feature {
  const days = visits.filter(({ day }, i) => day !== visits[i - 1]?.day);
  const countIn = ({ from, to }: DateRange) => firstFrom(days, to) - firstFrom(days, from);
  const least = unusualCount(settled.map(countIn), thresholds.usualShare);
  const isMore = (period: DateRange) => countIn(period) >= least;
  return {
    sign: 'contacts',
    isPresentIn: isMore,
    entriesIn: (period) => (isMore(period) ? itemsIn(visits, period).map(toEntry) : []),
  };
}

/** The smallest count that at most this share of the settled periods reach. */
export function unusualCount(counts: readonly number[], share: number): number {
  const highest = Math.max(0, ...counts);
  for (let least = 1; least <= highest; least += 1) {
    if (counts.filter((count) => count >= least).length <= share * counts.length) return least;
  }
  return highest + 1;
}

/** A visit with someone whom the person had never seen; unknown in the first year of the record. */
export function newClinicians({ history, now, relapseContacts }: Scene, visits: readonly DatedContact[]): Feature {
  const first = new Map<string, string>();
  let since: Day | undefined;
  for (const one of history.contacts) {
    if (one.clinician === undefined || !isPastConsultation(one, now)) continue;
    since ??= one.day;
    if (!first.has(one.clinician)) first.set(one.clinician, one.reference);
  }
  const references = new Set(first.values());
  // An unread clinician may be known to the person under another id.
  const consulted = history.contacts.filter((one) => isPastConsultation(one, now));
  const isJoined = consulted.every((one) => {
    const { clinician } = one;
    return !hasUnreadClinician(one) && (clinician === undefined || history.clinicians?.get(clinician)?.read === true);
  });
  const marks = visits
    .filter(({ reference }) => references.has(reference) && !relapseContacts.has(reference))
    .map(toEntry);
  return {
    sign: 'new-clinician',
    isPresentIn: (period) =>
      !isJoined || since === undefined || period.from < since + knownAfter ? undefined : hasItemIn(marks, period),
    entriesIn: (period) => itemsIn(marks, period),
  };
}

function isRemote({ setting }: Contact): boolean {
  return setting === 'remote';
}

function isEmergency(contact: Contact): boolean {
  const { unplanned: acute, duty, setting, series } = contact;
  return (acute || duty || setting === 'emergency') && series === undefined && isIndividualVisit(contact);
}

/** Recognises visits to which the practice had invited the person, such as reviews and tests. */
function askedFor(invitations: readonly Invitation[]): (visit: DatedContact) => boolean {
  const byKind = new Map<string, { readonly day: Day }[]>();
  const dated = invitations.filter(isSent);
  for (const { kinds, day } of dated.toSorted((a, b) => a.day - b.day)) {
    for (const kind of kinds) {
      const days = byKind.get(kind);
      if (days === undefined) byKind.set(kind, [{ day }]);
      else days.push({ day });
    }
  }
  return ({ kinds, day }) => {
    if (kinds.some((kind) => kind.startsWith('recall-'))) return true;
    return kinds.some((kind) => hasItemIn(byKind.get(kind) ?? [], { from: day - answersWithin, to: day + 1 }));
  };
}

/** Withdrawn or undelivered invitations asked for nothing. */
function isSent(one: Invitation): one is Invitation & { readonly day: Day } {
  return one.day !== undefined && !one.bounced && one.closed?.as !== 'withdrawn';
}

function toEntry({ day, reference }: DatedContact): SignEntry {
  return { day, reference, contact: reference };
}
