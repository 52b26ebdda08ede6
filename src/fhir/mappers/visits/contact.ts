import type { Day } from '../../../history/calendar.ts';
import { isIndividualVisit, type LeftEarly } from '../../../history/contact.ts';
import type { ExclusionReason } from '../../../history/exclusion.ts';
import type { Contact, Setting } from '../../../history/history.ts';
import { count, fields, type JsonObject, type Tally, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { organisationKey } from '../../record/places.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isRestricted } from '../../record/restricted.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { isNoVisit, type VisitKind } from '../../terminology/visit-kinds.ts';
import type { EncounterState } from '../../versions/version.ts';
import type { BookedVisits } from './booked-visits.ts';
import type { ResolvedContact, UnresolvedContact } from './draft.ts';
import { leftEarly } from './left-early.ts';
import { candidatesOf, clinicianOf } from './participants.ts';
import { silencedContact } from './silenced-contact.ts';
import { conditionsOf, kindsIn, kindsOf, ownCautions, ownGroups, type VisitTerms, type VisitTopics } from './topics.ts';
import { isPlanned, isUnplanned } from './unplanned.ts';

/** Reads what an Encounter says by itself, whether or not it may be shown. */
export function draftContact(encounter: IdentifiedResource, terms: VisitTerms, tally: Tally): UnresolvedContact {
  const state = stateOf(encounter, terms);
  const isHeld = state === 'finished' || state === 'underway';
  const when = timesOf(encounter, terms, tally);
  const kinds = kindsOf(encounter, terms, tally);
  const { types, services, reasons } = kinds;
  const setting = terms.settingOf(encounter, types);
  const left = leftEarly(encounter, setting, kinds, terms);
  return {
    encounter,
    reference: `Encounter/${encounter.id}`,
    isHeld,
    isDisclosed: isHeld && !isRestricted(encounter),
    types,
    candidates: candidatesOf(encounter, terms.rankOf, tally),
    provider: fields(encounter.serviceProvider, tally),
    groups: ownGroups(kinds, terms),
    conditions: conditionsOf(encounter, terms),
    cautions: ownCautions(kinds),
    excluded: (isHeld ? undefined : state) ?? excludedBy(encounter, when.day, setting, types, left),
    says: {
      day: when.day,
      latest: when.latest,
      startedAt: when.startedAt,
      until: when.until,
      state: state === 'finished' ? 'finished' : 'underway',
      setting,
      series: seriesOf(types) ?? seriesOf(reasons),
      reasons: codesOf(reasons),
      kinds: kindsIn([types, services, reasons], terms),
      duty: types.some((kind) => kind.duty),
      unplanned: isUnplanned(encounter, setting, terms),
      planned: isPlanned(encounter, setting, terms),
      urgent: isUrgent(encounter, terms),
      leftEarly: left,
    },
  };
}

/** What the rest of the record says of an encounter. */
export interface Surroundings {
  readonly booked: BookedVisits;
  readonly topics: VisitTopics;
  readonly isPart: (contact: UnresolvedContact) => boolean;
}

/** Finds who an encounter was with and where; of several reasons against counting it the first is given. */
export function resolveContact(
  draft: UnresolvedContact,
  context: Context,
  surroundings: Surroundings,
): ResolvedContact {
  const { encounter, reference, says, provider } = draft;
  const booking = surroundings.booked.of(encounter, says.day);
  const seen = clinicianOf(draft, context);
  const clinician = seen.key ?? booking.clinician;
  // Each element by name: a spread of thousands of contacts costs more than all the rest here.
  const contact: ResolvedContact['contact'] = {
    reference,
    day: says.day,
    latest: says.latest,
    startedAt: says.startedAt,
    until: says.until,
    state: says.state,
    setting: says.setting,
    clinician,
    here: false,
    organisation: organisationKey(provider, encounter, context.record),
    series: says.series ?? booking.series,
    reasons: says.reasons,
    groups: surroundings.topics.groupsOf(draft),
    kinds: says.kinds,
    duty: says.duty,
    custody: surroundings.topics.inCustody(encounter),
    unplanned: says.unplanned,
    planned: says.planned,
    bookedAhead: booking.ahead,
    urgent: booking.walkIn || says.urgent,
    leftEarly: says.leftEarly,
    excluded:
      draft.excluded ??
      (surroundings.isPart(draft) ? 'part-of-another' : undefined) ??
      (clinician === undefined ? seen.why : undefined),
  };
  const shown = isIndividualVisit(contact) ? contact : silencedContact(contact);
  return { encounter, provider, unreadRole: seen.role, contact: shown };
}

/** What an encounter's status says; whatever it does not say counts as under way. */
function stateOf({ status }: JsonObject, { version }: Pick<Context, 'version'>): EncounterState {
  return version.encounter.states.get(text(status) ?? 'unknown') ?? 'underway';
}

/** It took place, or is taking place. */
export function isHeld(encounter: JsonObject, context: Pick<Context, 'version'>): boolean {
  const state = stateOf(encounter, context);
  return state === 'finished' || state === 'underway';
}

function timesOf(
  encounter: IdentifiedResource,
  { version, time }: VisitTerms,
  tally: Tally,
): Pick<Contact, 'day' | 'latest' | 'startedAt' | 'until'> {
  const period = fields(encounter[version.encounter.period], tally);
  const startedAt = time.instant(period?.start);
  const day = startedAt === undefined ? time.day(period?.start) : time.dayOf(startedAt);
  if (day === undefined) count(tally, 'no-date');
  const latest = day === undefined ? time.lastDay(period?.start) : undefined;
  return { day, latest, startedAt, until: time.day(period?.end) };
}

function excludedBy(
  encounter: JsonObject,
  day: Day | undefined,
  setting: Setting,
  types: readonly VisitKind[],
  left: LeftEarly | undefined,
): ExclusionReason | undefined {
  if (isRestricted(encounter)) return 'restricted';
  if (isOfGroup(encounter)) return 'group-visit';
  if (day === undefined) return 'undated';
  if (setting === 'emergency' || setting === 'inpatient' || setting === 'other') return 'not-ambulatory';
  if (left?.stage === 'unseen') return 'left-before-seen';
  return isNoVisit(types) ? 'not-a-visit' : undefined;
}

function isOfGroup(encounter: JsonObject): boolean {
  const subject = fields(encounter.subject);
  if (subject?.type === 'Group') return true;
  const reference = matchable(text(subject?.reference) ?? '');
  return reference.includes('Group') && /(?:^|\/)Group[/?]/.test(reference);
}

function isUrgent(encounter: JsonObject, { codeSets }: VisitTerms): boolean {
  return encounter.priority !== undefined && codeSets.has('priority-urgent', encounter.priority);
}

function seriesOf(kinds: readonly VisitKind[]): string | undefined {
  return kinds.find((kind) => kind.series !== undefined)?.series;
}

function codesOf(kinds: readonly VisitKind[]): readonly string[] {
  const [first] = kinds;
  return first === undefined || kinds.length > 1 ? kinds.flatMap(({ codes }) => codes) : first.codes;
}
