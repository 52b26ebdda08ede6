import type { Booking } from './booking.ts';
import { type Day, indexFrom } from './calendar.ts';
import type { Condition } from './condition.ts';
import type { Contact } from './contact.ts';
import type { FollowUp } from './follow-up.ts';
import type { Activity, Known, Part, Reading, RelationalHistory } from './history.ts';
import type { Invitation } from './invitation.ts';
import type { ChildStay, Loss } from './loss.ts';
import type { Medicine, Order } from './medicine.ts';
import type { Person } from './person.ts';
import type { OpenPlan } from './plan.ts';
import type { PromisedTask } from './promise.ts';
import type { Referral } from './referral.ts';
import type { SharedSignature } from './signature.ts';

/** What could be known of a part on a day. */
type KnownOn<P extends Part> = (value: RelationalHistory[P], asOf: Day) => RelationalHistory[P];

/** What is planned for later (appointments, ends of roles and absences) was known and stays. */
const unchanged = <T>(value: T): T => value;
const untilThen = <T extends { readonly day: Day | undefined }>(items: readonly T[], asOf: Day) =>
  filtered(items, ({ day }) => isOnOrBefore(day, asOf));

const knownOn: { readonly [P in Part]: KnownOn<P> } = {
  person: (person, asOf) => (isDeadBy(person, asOf) ? person : { ...person, deceased: false, deceasedFrom: undefined }),
  contacts: (items, asOf) => mapped(untilThen(items, asOf), contactOn(asOf)),
  bookings: (items, asOf) => mapped(filtered(items, isMade(asOf)), bookingOn(asOf)),
  registration: unchanged,
  conditions: (items, asOf) => mapped(filtered(items, isRecorded(asOf)), conditionOn(asOf)),
  observations: untilThen,
  medicines: (items, asOf) => filtered(mapped(items, medicineOn(asOf)), isOrdered),
  invitations: (items, asOf) => mapped(untilThen(items, asOf), invitationOn(asOf)),
  procedures: untilThen,
  signatures: (items, asOf) => mapped(filtered(items, isWritten(asOf)), signatureOn(asOf)),
  safeguarding: unchanged,
  cautions: (items, asOf) => filtered(items, ({ recorded }) => isOnOrBefore(recorded, asOf)),
  domesticAbuse: unchanged,
  losses: (items, asOf) => filtered(items, isLossBy(asOf)),
  familyLosses: (items, asOf) => filtered(items, isLossBy(asOf)),
  acknowledgements: untilThen,
  relatives: (items, asOf) =>
    mapped(items, (one) => (isOnOrBefore(one.died, asOf) ? one : { ...one, died: undefined, diedExact: false })),
  childStays: (items, asOf) =>
    mapped(
      filtered(items, ({ from }) => from <= asOf),
      stayOn(asOf),
    ),
  teams: unchanged,
  plans: (items, asOf) => mapped(filtered(items, isOpen(asOf)), openPlan),
  promises: (items, asOf) => mapped(filtered(items, isBegun(asOf)), promiseOn(asOf)),
  referrals: (items, asOf) => mapped(untilThen(items, asOf), referralOn(asOf)),
  investigations: untilThen,
  followUps: (items, asOf) => mapped(filtered(items, isBegun(asOf)), followUpOn(asOf)),
  handoverNotes: untilThen,
  aboutMe: untilThen,
  roles: unchanged,
  activity: (activity, asOf) => {
    // Newest first, and there may be years of them.
    const byThen = ({ days, since }: Activity) => ({ days: days.slice(indexFrom(days, -asOf, (day) => -day)), since });
    return new Map([...activity].map(([key, own]) => [key, mapKnown(own, byThen)] as const));
  },
  practiceWeeks: unchanged,
  consultingWeeks: unchanged,
  clinicians: unchanged,
};
const parts = Object.keys(knownOn) as readonly Part[];

/** The history as it could be known on a day: what was recorded later is hidden, what changed later is as it was before. */
export function asKnownOn(reading: Reading, asOf: Day): Reading {
  const onDay = <P extends Part>(part: P) =>
    mapKnown<RelationalHistory[P]>(reading[part], (value) => knownOn[part](value, asOf));
  return { ...reading, ...Object.fromEntries(parts.map((part) => [part, onDay(part)])) };
}

function mapKnown<T>(part: Known<T>, change: (value: T) => T): Known<T> {
  if (!part.known) return part;
  const value = change(part.value);
  return value === part.value ? part : { known: true, value };
}

/** Returns the same list if nothing is hidden, so that values cached for it stay valid. */
function filtered<T>(items: readonly T[], keep: (item: T) => boolean): readonly T[] {
  return items.every(keep) ? items : items.filter(keep);
}

function mapped<T>(items: readonly T[], as: (item: T) => T): readonly T[] {
  const after = items.map(as);
  return after.every((item, i) => item === items[i]) ? items : after;
}

/** Without a day nothing shows that it was later. */
function isOnOrBefore(day: Day | undefined, asOf: Day): boolean {
  return day === undefined || day <= asOf;
}

/** False for someone who died later: they were seen until then. A death that nothing dates holds for every day. */
function isDeadBy({ deceased, deceasedFrom }: Person, asOf: Day): boolean {
  return !deceased || deceasedFrom === undefined || deceasedFrom <= asOf;
}

/** A stay that ended later was still going on. */
function contactOn(asOf: Day): (contact: Contact) => Contact {
  return (contact) =>
    contact.until === undefined || contact.until <= asOf
      ? contact
      : { ...contact, state: 'underway', until: undefined };
}

/** Without `created`, an appointment in the future that is already over was not known on that day. */
function isMade(asOf: Day): (booking: Booking) => boolean {
  return (booking) =>
    booking.created === undefined ? !(isAhead(booking, asOf) && isOver(booking)) : booking.created <= asOf;
}

function isAhead({ day }: Booking, asOf: Day): boolean {
  return day !== undefined && day > asOf;
}

function isOver({ state }: Booking): boolean {
  return state === 'attended' || state === 'missed';
}

function isRecorded(asOf: Day): (condition: Condition) => boolean {
  return ({ recorded, onset }) => isOnOrBefore(recorded ?? onset, asOf);
}

function isLossBy(asOf: Day): (loss: Loss) => boolean {
  return ({ died, recorded }) => isOnOrBefore(recorded ?? died, asOf);
}

function stayOn(asOf: Day): (stay: ChildStay) => ChildStay {
  return (stay) => (isOnOrBefore(stay.to, asOf) ? stay : { ...stay, to: undefined });
}

/** Attendance is known only from the day of the appointment on. */
function bookingOn(asOf: Day): (booking: Booking) => Booking {
  return (booking) =>
    isAhead(booking, asOf) && isOver(booking) ? { ...booking, state: 'booked', by: undefined } : booking;
}

function conditionOn(asOf: Day): (condition: Condition) => Condition {
  return (condition) =>
    condition.ended === undefined || condition.ended <= asOf
      ? condition
      : { ...condition, active: true, contradictory: false, ended: undefined };
}

function medicineOn(asOf: Day): (medicine: Medicine) => Medicine {
  return (medicine) => {
    const orders = mapped(
      filtered(medicine.orders, ({ authored }) => isOnOrBefore(authored, asOf)),
      (order): Order =>
        order.ended === undefined || order.ended <= asOf ? order : { ...order, state: 'active', ended: undefined },
    );
    const supplies = filtered(medicine.supplies, ({ day }) => day <= asOf);
    const isSame = orders === medicine.orders && supplies === medicine.supplies;
    return isSame ? medicine : { ...medicine, orders, supplies };
  };
}

/** One that was kept later was open; what was written later was not known. */
function promiseOn(asOf: Day): (promise: PromisedTask) => PromisedTask {
  return (promise) => {
    const closed = isOnOrBefore(promise.closed, asOf) ? promise.closed : undefined;
    const letters = filtered(promise.letters, (day) => day <= asOf);
    const isSame = closed === promise.closed && letters === promise.letters;
    return isSame ? promise : { ...promise, closed, letters };
  };
}

/** Later results were not known. */
function referralOn(asOf: Day): (referral: Referral) => Referral {
  return (referral) => {
    const results = filtered(referral.results, ({ day }) => isOnOrBefore(day, asOf));
    return results === referral.results ? referral : { ...referral, results };
  };
}

function isWritten(asOf: Day): (signature: SharedSignature) => boolean {
  return ({ written }) => isOnOrBefore(written, asOf);
}

function isBegun(asOf: Day): (one: { readonly since: Day | undefined }) => boolean {
  return ({ since }) => isOnOrBefore(since, asOf);
}

function isOpen(asOf: Day): (plan: OpenPlan) => boolean {
  return ({ since, closed }) => isOnOrBefore(since, asOf) && (closed === undefined || closed > asOf);
}

function openPlan(plan: OpenPlan): OpenPlan {
  return plan.closed === undefined ? plan : { ...plan, closed: undefined };
}

function isOrdered({ orders, supplies }: Medicine): boolean {
  return orders.length > 0 || supplies.length > 0;
}

function invitationOn(asOf: Day): (invitation: Invitation) => Invitation {
  return (invitation) =>
    invitation.closed === undefined || isOnOrBefore(invitation.closed.day, asOf)
      ? invitation
      : { ...invitation, closed: undefined };
}

function signatureOn(asOf: Day): (signature: SharedSignature) => SharedSignature {
  return (signature) => ({
    ...signature,
    signs: signature.signs.map((sign) => ({ ...sign, seen: filtered(sign.seen, ({ day }) => day <= asOf) })),
  });
}

function followUpOn(asOf: Day): (one: FollowUp) => FollowUp {
  return (one) => (isOnOrBefore(one.closed, asOf) ? one : { ...one, state: 'open', closed: undefined });
}
