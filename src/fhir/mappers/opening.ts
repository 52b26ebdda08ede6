import { didHappen, isValid } from '../../history/contact.ts';
import type { Booking, ClinicianKey, Contact, Setting } from '../../history/history.ts';
import type { Opening, User } from '../../history/opening.ts';
import { fields, type JsonObject, objects, objectsAt } from '../json.ts';
import type { Context } from '../record/context.ts';
import { referenceKey, typeOfKey } from '../record/references.ts';
import type { VisitKind } from '../terminology/visit-kinds.ts';
import { centilesOf } from './visits/centiles.ts';
import type { ResolvedContact } from './visits/draft.ts';
import type { MappedVisits } from './visits/visits.ts';

/** Who opened the chart, and in which visit. */
export function toOpening(context: Context, visits: MappedVisits, kindOf: (concept: JsonObject) => VisitKind): Opening {
  const { asOf, now } = context.at;
  const { bookings, proposed } = visits;
  const user = toUser(context);
  const clinician = user.kind === 'clinician' ? user.clinician : undefined;
  const draft = visitUnderWay(context, visits.resolved);
  const booking = bookingOf(draft, bookings, clinician, context);
  const centiles = centilesOf(context, visits.places);
  const opening = { asOf, now, user, proposed, ...(centiles && { centiles }) };
  if (draft === undefined && booking === undefined) return { ...opening, visit: undefined };
  const kinds = draft === undefined ? [] : kindsOf(draft.encounter, context).map(kindOf);
  return {
    ...opening,
    visit: {
      reference: draft?.contact.reference ?? booking?.reference ?? '',
      emergency: draft !== undefined && settingIn(draft) === 'emergency',
      duty: kinds.some(({ duty }) => duty) || booking?.duty === true,
      homeVisit: draft !== undefined && settingIn(draft) === 'home',
      clinician: draft?.contact.clinician ?? onlyOne(booking?.clinicians),
      onward: draft !== undefined && isOnward(draft, context),
      ...(draft !== undefined && !didHappen(draft.contact) && { onlySilences: true }),
    },
  };
}

function settingIn({ contact }: ResolvedContact): Setting {
  return contact.silencing?.setting ?? contact.setting;
}

function toUser({ at, people }: Context): User {
  const key = referenceKey({ reference: at.userId });
  const type = key === undefined ? undefined : typeOfKey(key);
  if (type === 'Patient' || type === 'RelatedPerson') return { kind: 'patient-side' };
  if (type !== 'Practitioner' && type !== 'PractitionerRole') return { kind: 'unresolved' };
  const clinician = people.find({ reference: at.userId }, {})?.key;
  return clinician === undefined ? { kind: 'unresolved' } : { kind: 'clinician', clinician };
}

/** The encounter of the hook's context, else an emergency one that is going on. */
function visitUnderWay({ at }: Context, drafts: readonly ResolvedContact[]): ResolvedContact | undefined {
  const reference = `Encounter/${at.encounterId}`;
  const named = drafts.find(({ contact }) => contact.reference === reference && isValid(contact));
  return (
    named ??
    drafts.find(
      (draft) =>
        settingIn(draft) === 'emergency' && draft.encounter.status === 'in-progress' && isBegun(draft.contact, at),
    )
  );
}

function isBegun({ day }: Pick<Contact, 'day'>, { asOf }: Context['at']): boolean {
  return day !== undefined && day <= asOf;
}

/** The appointment that the visit names, else today's of this user. */
function bookingOf(
  draft: ResolvedContact | undefined,
  bookings: readonly Booking[],
  user: ClinicianKey | undefined,
  { at }: Context,
): Booking | undefined {
  const named = new Set(objects(draft?.encounter.appointment).map(referenceKey));
  const own = bookings.find(({ reference, state }) => named.has(reference) && state !== 'cancelled');
  if (own !== undefined || draft !== undefined || user === undefined) return own;
  return bookings.find(
    ({ day, state, clinicians }) =>
      day === at.asOf && (state === 'booked' || state === 'attended') && clinicians.includes(user),
  );
}

function kindsOf(encounter: JsonObject, { version }: Context): readonly JsonObject[] {
  return [...objects(encounter.type), ...objectsAt(encounter, version.encounter.services)];
}

function onlyOne(clinicians: readonly ClinicianKey[] = []): ClinicianKey | undefined {
  return clinicians.length === 1 ? clinicians[0] : undefined;
}

/** A discharge disposition is recorded, and it is not the person's home. */
function isOnward({ encounter }: ResolvedContact, { version, codeSets }: Context): boolean {
  const to = fields(fields(encounter[version.encounter.hospitalStay])?.dischargeDisposition);
  return to !== undefined && (to.coding !== undefined || to.text !== undefined) && !codeSets.has('discharge-home', to);
}
