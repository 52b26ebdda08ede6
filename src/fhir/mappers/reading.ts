import type { Condition, Known, Observation, Part, Person, Reading, RelationalHistory } from '../../history/history.ts';
import type { Context } from '../record/context.ts';
import type { Sources } from '../record/sources.ts';
import { toCautions } from './cautions.ts';
import { toClinicians, toStaff } from './clinicians/clinicians.ts';
import { toTeam } from './clinicians/team.ts';
import { toAcknowledgements } from './family/acknowledgements.ts';
import { toChildStays } from './family/child-stays.ts';
import { toFamilyLosses, toLosses } from './family/losses.ts';
import { toRelatives } from './family/relatives.ts';
import { knownIn, type MarkKnown, notRead, unlessCut } from './known-parts.ts';
import type { MappedRecord } from './mapped-record.ts';
import { toMedicines } from './medicines/medicine.ts';
import { toAboutMe } from './notes/about-me.ts';
import { toHandoverNotes } from './notes/handover-notes.ts';
import { toOpening } from './opening.ts';
import { toDomesticAbuse } from './person/domestic-abuse.ts';
import { groupsNow } from './person/groups-now.ts';
import { lastRecorded } from './person/last-recorded.ts';
import { toPerson } from './person/person.ts';
import { toRegistration } from './person/registration.ts';
import { toSafeguarding } from './person/safeguarding.ts';
import { toFollowUps } from './plans/follow-ups.ts';
import { toInvitations } from './plans/invitations.ts';
import { toPlans } from './plans/plans.ts';
import { toPromises } from './plans/promises.ts';
import { signedNow, toReferrals } from './plans/referrals.ts';
import { toCondition } from './problems/condition.ts';
import { toInvestigations } from './problems/investigations.ts';
import { toObservations } from './problems/observation.ts';
import { toProcedures } from './problems/procedure.ts';
import { toSignatures } from './signatures/signature.ts';
import { toActivity } from './visits/activity.ts';
import { toConsultingWeeks } from './visits/consulting-weeks.ts';
import { toPracticeWeeks } from './visits/practice-weeks.ts';
import { mapVisits, type VisitDrafts } from './visits/visits.ts';

/** Everything that a record says, part by part. */
export function toReadingOf(context: Context, drafts: VisitDrafts): MappedRecord {
  const { sources, at, tally } = context;
  const { kindOf } = drafts.terms;
  const visits = mapVisits(context, drafts);
  const { contacts, bookings, places } = visits;
  const conditions = sorted(context.own.conditions.map((one) => toCondition(one, context)));
  const observations = toObservations(context);
  const person = toPerson(context, groupsNow(conditions, observations, at));
  const registration = toRegistration(context, places);
  const teams = sorted(context.own.teams.flatMap((one) => toTeam(one, context) ?? []));
  const signatures = toSignatures(context, bookings);
  const activity = toActivity(context, places);
  const opening = { ...toOpening(context, visits, kindOf), ...signedNow(context) };
  // After everything that names someone.
  const clinicians = toClinicians(context, places);
  const consulting = toConsultingWeeks(context, visits, clinicians);
  const known = knownIn(context);
  const reading: Reading = {
    person: personIn(person && { ...person, lastRecorded: lastRecorded(context, contacts) }, sources),
    contacts: known('contacts', contacts),
    bookings: known('bookings', bookings),
    registration: known('registration', registration),
    conditions: known('conditions', conditions),
    observations: known('observations', observations),
    medicines: known('medicines', toMedicines(context)),
    invitations: known('invitations', toInvitations(context, kindOf)),
    procedures: known('procedures', toProcedures(context, kindOf)),
    signatures: known('signatures', signatures),
    ...concernsIn(context, drafts, known),
    ...lossesIn(context, conditions, observations),
    teams: known('teams', teams),
    ...plannedIn(context, known),
    investigations: known('investigations', toInvestigations(context)),
    ...writtenDown(context, known),
    roles: sources.staff === 'none' ? notRead('roles', sources) : known('roles', toStaff(clinicians)),
    activity: known('activity', activity),
    practiceWeeks: toPracticeWeeks(context, places, contacts),
    consultingWeeks: consulting.part,
    clinicians: { known: true, value: clinicians },
  };
  const acceptsR4 = sources.version !== 'other' && context.version.acceptsR4;
  return { reading: unlessCut(reading, context), opening, places, weeksToRead: consulting.toRead, acceptsR4, tally };
}

/** What cards must not touch upon, or not without care. */
function concernsIn(
  context: Context,
  drafts: VisitDrafts,
  known: MarkKnown,
): Pick<Reading, 'safeguarding' | 'cautions' | 'domesticAbuse'> {
  return {
    safeguarding: known('safeguarding', toSafeguarding(context)),
    cautions: known('cautions', toCautions(context, drafts)),
    domesticAbuse: known('domesticAbuse', toDomesticAbuse(context)),
  };
}

/** What was written down for those who care for the person. */
function writtenDown(context: Context, known: MarkKnown): Pick<Reading, 'handoverNotes' | 'aboutMe'> {
  return {
    handoverNotes: known('handoverNotes', toHandoverNotes(context)),
    aboutMe: known('aboutMe', toAboutMe(context)),
  };
}

/** The parts of the person's family and of who of it has died. */
function lossesIn(
  context: Context,
  conditions: readonly Condition[],
  observations: readonly Observation[],
): Pick<Reading, 'losses' | 'familyLosses' | 'acknowledgements' | 'relatives' | 'childStays'> {
  const { unread } = context.sources;
  // What no detector asked for is not looked for in every entry.
  const known = <P extends Part>(part: P, map: () => RelationalHistory[P]): Known<RelationalHistory[P]> =>
    unread.has(part) ? notRead(part, context.sources) : { known: true, value: map() };
  const cares = [...conditions, ...observations].some(({ groups }) => groups.includes('carer-of-family'));
  return {
    losses: known('losses', () => toLosses(conditions, observations, context)),
    familyLosses: known('familyLosses', () => toFamilyLosses(context, cares)),
    acknowledgements: known('acknowledgements', () => toAcknowledgements(context)),
    relatives: known('relatives', () => toRelatives(context, cares)),
    childStays: known('childStays', () => toChildStays(context)),
  };
}

/** What is to be done for the person, and what was asked or suggested to be done. */
function plannedIn(
  context: Context,
  known: MarkKnown,
): Pick<Reading, 'plans' | 'promises' | 'referrals' | 'followUps'> {
  return {
    plans: known('plans', toPlans(context)),
    promises: known('promises', toPromises(context)),
    referrals: known('referrals', toReferrals(context)),
    followUps: known('followUps', toFollowUps(context)),
  };
}

function personIn(person: Person | undefined, sources: Sources): Known<Person> {
  return person === undefined ? notRead('person', sources) : { known: true, value: person };
}

function sorted<T extends { readonly reference: string }>(items: T[]): T[] {
  return items.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
