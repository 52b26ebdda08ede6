import type {
  Condition,
  Known,
  Observation,
  Part,
  Person,
  Reading,
  RelationalHistory,
  UnreadReason,
} from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { PracticeCentiles } from '../../history/practice-centiles.ts';
import { count } from '../json.ts';
import { type Context, createCallContext, openContext } from '../record/context.ts';
import type { ListedClinicians } from '../record/listed-clinicians.ts';
import { type Places, placesAround } from '../record/places.ts';
import { openRecord } from '../record/record.ts';
import type { OpeningContext, RelativeRows, Sources } from '../record/sources.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import type { FhirVersion } from '../versions/index.ts';
import { toCautions } from './cautions.ts';
import { toClinicians, toStaff } from './clinicians/clinicians.ts';
import { toTeam } from './clinicians/team.ts';
import { toAcknowledgements } from './family/acknowledgements.ts';
import { childrenToAsk, toChildStays } from './family/child-stays.ts';
import { toFamilyLosses, toLosses } from './family/losses.ts';
import { toRelatives } from './family/relatives.ts';
import { type FamilyContext, type RelativesToRead, relativesToRead } from './family/ties.ts';
import { toMedicines } from './medicines/medicine.ts';
import { toAboutMe } from './notes/about-me.ts';
import { toHandoverNotes } from './notes/handover-notes.ts';
import { toOpening } from './opening.ts';
import { toDomesticAbuse } from './person/domestic-abuse.ts';
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
import { type UnreadReferences, unreadReferences } from './unread-references.ts';
import { toActivity } from './visits/activity.ts';
import { toConsultingWeeks } from './visits/consulting-weeks.ts';
import { recordedHome } from './visits/home-practice.ts';
import { toPracticeWeeks } from './visits/practice-weeks.ts';
import { createVisitTerms } from './visits/topics.ts';
import { createVisitDrafts, mapVisits, type VisitDrafts } from './visits/visits.ts';

export type { ListedClinicians } from '../record/listed-clinicians.ts';
export type { ActivityRows, ChildRows, OpeningContext, RelativeRows, Sources, WeekRows } from '../record/sources.ts';
export type { RelativesToRead } from './family/ties.ts';
export { handoverNoteType } from './notes/handover-notes.ts';
export { mayRefer } from './plans/referrals.ts';
export type { Consulting, Silence, UnreadReferences } from './unread-references.ts';

/** What a record says, in the terms of the history. */
export interface MappedRecord {
  readonly reading: Reading;
  readonly opening: Opening;
  /** Nothing says that resources of R4 would not be understood where the record came from. */
  readonly acceptsR4: boolean;
  /** What could not be used, by reason. */
  readonly tally: Map<string, number>;
}

/** Maps the record of one call, which may come in two rounds: what a visit says by itself is read in the first alone. */
export interface RecordMapper {
  /** What a first round found that a second round should read. */
  unreadReferences(sources: Sources): UnreadReferences;
  /** Where 'here' is, so far as what came shows. */
  placesIn(sources: Sources): Places;
  /** Whose own records tell of this person's family. */
  relativesToRead(sources: Sources): RelativesToRead;
  /** Ids of the children's Patients of whose stays in hospital these relatives' records allow to ask. */
  childrenToAsk(sources: Sources, rows: RelativeRows): readonly string[];
  /** Maps what came. Never throws: what can't be used is left out and counted by reason. */
  toReading(sources: Sources): MappedRecord;
}

/** A mapper for one call. `listed` are the site's lists of clinicians, `centiles` how often people come to its practices. */
export function createRecordMapper(
  at: OpeningContext,
  codeSets: CodeSets,
  listed?: ListedClinicians,
  centiles?: PracticeCentiles,
): RecordMapper {
  const call = createCallContext(at, codeSets, listed, centiles);
  const byVersion = new Map<FhirVersion, VisitDrafts>();
  const draftsOf = ({ version }: Context): VisitDrafts => {
    const drafts = byVersion.get(version) ?? createVisitDrafts(createVisitTerms(call, version));
    byVersion.set(version, drafts);
    return drafts;
  };
  const familyOf = (sources: Sources): FamilyContext => ({
    ...call,
    record: openRecord(sources, call.codeSets, new Map()),
  });
  return {
    relativesToRead: (sources) => relativesToRead(familyOf(sources)),
    childrenToAsk: (sources, rows) => childrenToAsk(familyOf(sources), rows),
    unreadReferences: (sources) => {
      const context = openContext(sources, call);
      return unreadReferences(context, mapVisits(context, draftsOf(context)));
    },
    placesIn: (sources) => {
      const record = openRecord(sources, call.codeSets, new Map());
      const home = recordedHome({ ...call, record, tally: new Map() });
      if (home !== undefined) return placesAround(home, record);
      const context = openContext(sources, call);
      return mapVisits(context, draftsOf(context)).places;
    },
    toReading: (sources) => {
      const context = openContext(sources, call);
      return toReadingOf(context, draftsOf(context));
    },
  };
}

/** Maps a record that came in one round. */
export function toReading(sources: Sources, at: OpeningContext, codeSets: CodeSets): MappedRecord {
  return createRecordMapper(at, codeSets).toReading(sources);
}

function toReadingOf(context: Context, drafts: VisitDrafts): MappedRecord {
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
    safeguarding: known('safeguarding', toSafeguarding(context)),
    cautions: known('cautions', toCautions(context, drafts)),
    domesticAbuse: known('domesticAbuse', toDomesticAbuse(context)),
    ...lossesIn(context, conditions, observations),
    teams: known('teams', teams),
    ...plannedIn(context, known),
    investigations: known('investigations', toInvestigations(context)),
    ...writtenDown(context, known),
    roles: sources.staff === 'none' ? notRead('roles', sources) : known('roles', toStaff(clinicians)),
    activity: known('activity', activity),
    practiceWeeks: toPracticeWeeks(context, places, contacts),
    consultingWeeks: toConsultingWeeks(context, visits),
    clinicians: { known: true, value: clinicians },
  };
  const acceptsR4 = sources.version !== 'other' && context.version.acceptsR4;
  return { reading: unlessCut(reading, context), opening, acceptsR4, tally };
}

/** What was written down for those who care for the person. */
function writtenDown(context: Context, known: ReturnType<typeof knownIn>): Pick<Reading, 'handoverNotes' | 'aboutMe'> {
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
  known: ReturnType<typeof knownIn>,
): Pick<Reading, 'plans' | 'promises' | 'referrals' | 'followUps'> {
  return {
    plans: known('plans', toPlans(context)),
    promises: known('promises', toPromises(context)),
    referrals: known('referrals', toReferrals(context)),
    followUps: known('followUps', toFollowUps(context)),
  };
}

/** Where not all words were looked at, what they say may be missing from any part, a reason for silence too. */
function unlessCut(reading: Reading, { hasTooManyWords, tally }: Context): Reading {
  if (!hasTooManyWords()) return reading;
  count(tally, 'too-many-words');
  const cut = Object.keys(reading).map((part) => [part, { known: false, why: 'incomplete' }]);
  return { ...reading, ...Object.fromEntries(cut), person: reading.person, clinicians: reading.clinicians };
}

function personIn(person: Person | undefined, sources: Sources): Known<Person> {
  return person === undefined ? notRead('person', sources) : { known: true, value: person };
}

function notRead(part: Part, { unread }: Sources): { readonly known: false; readonly why: UnreadReason } {
  return { known: false, why: unread.get(part) ?? 'not-available' };
}

/** Sets that hold of the person today. */
function groupsNow(
  conditions: readonly Condition[],
  observations: readonly Observation[],
  { asOf }: OpeningContext,
): ReadonlySet<string> {
  const active = conditions.filter((one) => one.active);
  const seen = observations.filter(({ day }) => day === undefined || day <= asOf);
  return new Set([...active, ...seen].flatMap(({ groups }) => groups));
}

function knownIn({
  sources,
}: Context): <P extends Part>(part: P, value: RelationalHistory[P]) => Known<RelationalHistory[P]> {
  return (part, value) => {
    const why = sources.unread.get(part);
    return why === undefined ? { known: true, value } : { known: false, why };
  };
}

function sorted<T extends { readonly reference: string }>(items: T[]): T[] {
  return items.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
