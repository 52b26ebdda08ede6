import { type Day, isDated } from '../../history/calendar.ts';
import { isUnderway } from '../../history/contact.ts';
import type { Clinician } from '../../history/history.ts';
import { typeAndId } from '../ids.ts';
import { fields, type JsonObject } from '../json.ts';
import { type CallContext, type Context, createCallContext, openContext } from '../record/context.ts';
import { inMinutes } from '../record/duration.ts';
import { type ListedClinicians, listedKeys } from '../record/listed-clinicians.ts';
import { type Home, placesAround } from '../record/places.ts';
import type { IdentifiedResource } from '../record/record.ts';
import type { OpeningContext, Sources } from '../record/sources.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import type { FhirVersion } from '../versions/index.ts';
import { toClinicians } from './clinicians/clinicians.ts';
import { type BookedAhead, type NextReferences, type SeenPerson, toSeenPeople, unreadNext } from './seen-people.ts';
import { draftContact } from './visits/contact.ts';
import { clinicianOf } from './visits/participants.ts';
import { createVisitTerms } from './visits/topics.ts';

/** The user of a launch without a patient. */
export interface OwnUser {
  readonly clinician: Clinician;
  /** Each organisation of their roles; undefined stands for roles that name none. */
  readonly workplaces: readonly Workplace[];
  /** A number of theirs is on the list by which the page asks for its users. */
  readonly isListed: boolean;
}

/** An organisation in which the user has roles. */
export interface Workplace {
  readonly organisation: string | undefined;
  /** The user as this organisation sees them: `here` are the roles at it, its sites and what it is part of. */
  readonly clinician: Clinician;
}

/** A visit of anyone to the user that is over. */
export interface OwnVisit {
  /** Id of the Patient. */
  readonly patient: string;
  readonly day: Day;
  /** The organisations of {@link Workplace} that it was at. */
  readonly at: readonly (string | undefined)[];
  /** How long it lasted, where the record says so credibly. */
  readonly minutes: number | undefined;
  /** The minutes are from a recorded start to a recorded end. */
  readonly timed: boolean;
}

/** The site's lists: who is named by nothing, and whom a page is for (`REFLECTION_FOR`, `ADMIN_USERS`). */
export interface OwnLists {
  readonly notNamed: ListedClinicians['notNamed'];
  readonly listed: ListedClinicians['optedIn'];
}

/** Maps what a user reads of their own work; it opens nobody's record. */
export interface OwnWorkMapper {
  /** The user, where a Practitioner or a role of theirs was read. */
  toUser(staff: Sources): OwnUser | undefined;
  /** The visits to this user of these Encounters of any number of people; what is restricted or did not take place is none. */
  toVisits(encounters: readonly IdentifiedResource[], user: OwnUser, staff: Sources, version: FhirVersion): OwnVisit[];
  /** Those of these people who may be listed, in this order, with the next visits that these Appointments book. */
  toPeople(patients: readonly IdentifiedResource[], booked: BookedAhead, staff: Sources): readonly SeenPerson[];
  /** References of clinicians whom these people's records name and who were not read. */
  unreadNext(patients: readonly IdentifiedResource[], booked: BookedAhead, staff: Sources): NextReferences;
}

/** A mapper for one page. */
export function createOwnWorkMapper(at: OpeningContext, codeSets: CodeSets, lists: OwnLists): OwnWorkMapper {
  const call = createCallContext(at, codeSets, { optedIn: [], notNamed: lists.notNamed });
  return {
    toUser: (staff) => toUser(openContext(staff, call), lists),
    toVisits: (encounters, user, staff, version) => {
      const context = { ...openContext(staff, call), version };
      return encounters.flatMap(visitReader(call, context, user));
    },
    toPeople: (patients, booked, staff) => toSeenPeople(patients, booked, openContext(staff, call)),
    unreadNext: (patients, booked, staff) => unreadNext(patients, booked, openContext(staff, call)),
  };
}

const nowhere: Home = { key: undefined, recorded: false };

function toUser(context: Context, { listed }: OwnLists): OwnUser | undefined {
  const { people, at, record } = context;
  const key = people.find({ reference: at.userId }, {})?.key;
  const seenFrom = (home: Home) => toClinicians(context, placesAround(home, record)).get(key ?? '');
  const clinician = seenFrom(nowhere);
  if (key === undefined || clinician === undefined) return undefined;
  if (!clinician.read && clinician.roles === undefined) return undefined;
  const organisations = [...new Set(clinician.roles?.map(({ organisation }) => organisation))].sort();
  const workplaces = organisations.map((organisation) => ({
    organisation,
    clinician: seenFrom({ key: organisation, recorded: true }) ?? clinician,
  }));
  return { clinician, workplaces, isListed: listedKeys(listed, people).has(key) };
}

function visitReader(
  call: CallContext,
  context: Context,
  { clinician, workplaces }: OwnUser,
): (encounter: IdentifiedResource) => OwnVisit[] {
  const { version, time, tally, at, record } = context;
  const terms = createVisitTerms(call, version);
  const places = workplaces.map(({ organisation }) => ({
    organisation,
    ...placesAround({ key: organisation, recorded: true }, record),
  }));
  return (encounter) => {
    const draft = draftContact(encounter, terms, tally);
    const patient = typeAndId(fields(encounter.subject)?.reference);
    const { says } = draft;
    if (!isDated(says) || says.day > at.asOf || draft.excluded !== undefined || !draft.isHeld) return [];
    if (patient?.type !== 'Patient' || isUnderway(says, at.now)) return [];
    if (clinicianOf(draft, context).key !== clinician.key) return [];
    const here = places.filter(({ isHere }) => isHere(draft.provider, encounter));
    const length = lengthOf(encounter, fields(encounter[version.encounter.period]), time);
    return [{ patient: patient.id, day: says.day, at: here.map(({ organisation }) => organisation), ...length }];
  };
}

/** A longer visit was forgotten open, and one of no length was only ever entered. */
const longestMinutes = 12 * 60;

function lengthOf(
  encounter: JsonObject,
  period: JsonObject | undefined,
  time: Context['time'],
): Pick<OwnVisit, 'minutes' | 'timed'> {
  const [start, end] = [time.instant(period?.start), time.instant(period?.end)];
  const isTimed = start !== undefined && end !== undefined;
  const minutes = isTimed ? (end - start) / 60_000 : inMinutes(encounter.length);
  const isCredible = minutes !== undefined && minutes > 0 && minutes <= longestMinutes;
  return isCredible ? { minutes, timed: isTimed } : { minutes: undefined, timed: false };
}
