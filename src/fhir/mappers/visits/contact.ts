import type { Day } from '../../../history/calendar.ts';
import { mayCount } from '../../../history/contact.ts';
import type { ExclusionReason } from '../../../history/exclusion.ts';
import type { Contact, Setting } from '../../../history/history.ts';
import { count, fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import { type Context, withoutNaming } from '../../record/context.ts';
import { organisationKey } from '../../record/places.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isRestricted } from '../../record/restricted.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { isNoVisit, type VisitKind } from '../../terminology/visit-kinds.ts';
import type { EncounterState } from '../../versions/version.ts';
import type { BookedVisits } from './booked-visits.ts';
import type { UnresolvedContact } from './draft.ts';
import { clinicianOf } from './participants.ts';
import { silencedContact } from './silenced-contact.ts';
import type { About } from './topics.ts';
import { isUnplanned } from './unplanned.ts';

/** What the rest of the record says of an encounter. */
interface Beside {
  readonly booked: BookedVisits;
  readonly isPart: (encounter: IdentifiedResource) => boolean;
}

/** Maps an Encounter; of several reasons against counting it the first is given. */
export function toContact(
  encounter: IdentifiedResource,
  context: Context,
  about: About,
  beside: Beside,
): UnresolvedContact {
  const draft = fromEncounter(encounter, context, about, beside);
  return mayCount(draft.contact) ? draft : { ...draft, contact: silencedContact(draft.contact) };
}

/** Everything that an Encounter says, whether or not it may be told. */
function fromEncounter(
  encounter: IdentifiedResource,
  all: Context,
  about: About,
  { booked, isPart }: Beside,
): UnresolvedContact {
  const { version, tally, record } = all;
  const state = stateOf(encounter, all);
  const isDisclosed = isHeld(encounter, all) && !isRestricted(encounter);
  const context = isDisclosed ? all : withoutNaming(all);
  const when = timesOf(encounter, context);
  const types = objects(encounter.type, tally).map(about.kindOf);
  const reasons = objectsAt(encounter, version.encounter.reasons, tally).map(about.kindOf);
  const services = objectsAt(encounter, version.encounter.services).map(about.kindOf);
  const setting = about.settingOf(encounter, types);
  const booking = booked.of(encounter, when.day);
  const seen = clinicianOf(encounter, context, about.rankOf);
  const clinician = seen.key ?? booking.clinician;
  const provider = fields(encounter.serviceProvider, tally);
  const excluded =
    (state === 'finished' || state === 'underway' ? undefined : state) ??
    excludedBy(encounter, when.day, setting, types) ??
    (isPart(encounter) ? 'part-of-another' : undefined) ??
    (clinician === undefined ? seen.why : undefined);
  const contact: UnresolvedContact['contact'] = {
    reference: `Encounter/${encounter.id}`,
    day: when.day,
    latest: when.latest,
    startedAt: when.startedAt,
    until: when.until,
    state: state === 'finished' ? 'finished' : 'underway',
    setting,
    clinician,
    here: false,
    organisation: organisationKey(provider, encounter, record),
    series: seriesOf(types) ?? seriesOf(reasons) ?? booking.series,
    reasons: codesOf(reasons),
    groups: about.groups(encounter),
    kinds: about.kinds(types, services, reasons),
    duty: types.some((kind) => kind.duty),
    custody: about.inCustody(encounter),
    unplanned: isUnplanned(encounter, setting, context),
    bookedAhead: booking.ahead,
    urgent: booking.walkIn || isUrgent(encounter, context),
    excluded,
  };
  return { encounter, provider, unreadRole: seen.role, contact };
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
  { version, time, tally }: Context,
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
): ExclusionReason | undefined {
  if (isRestricted(encounter)) return 'restricted';
  if (isOfGroup(encounter)) return 'group-visit';
  if (day === undefined) return 'undated';
  if (setting === 'emergency' || setting === 'inpatient' || setting === 'other') return 'not-ambulatory';
  return isNoVisit(types) ? 'not-a-visit' : undefined;
}

function isOfGroup(encounter: JsonObject): boolean {
  const subject = fields(encounter.subject);
  return subject?.type === 'Group' || /(?:^|\/)Group[/?]/.test(matchable(text(subject?.reference) ?? ''));
}

function isUrgent(encounter: JsonObject, { codeSets }: Context): boolean {
  return encounter.priority !== undefined && codeSets.has('priority-urgent', encounter.priority);
}

function seriesOf(kinds: readonly VisitKind[]): string | undefined {
  return kinds.find((kind) => kind.series !== undefined)?.series;
}

function codesOf(kinds: readonly VisitKind[]): readonly string[] {
  const [first] = kinds;
  return first === undefined || kinds.length > 1 ? kinds.flatMap(({ codes }) => codes) : first.codes;
}
