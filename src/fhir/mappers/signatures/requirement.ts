import type { Day } from '../../../history/calendar.ts';
import type { Booking } from '../../../history/history.ts';
import { count, fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { daysAt, naturalDay, type OnLook, valuesAt } from '../../record/fhirpath.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type CodeSetName, codeSetNames } from '../../terminology/code-set-names.ts';
import { codedAs } from '../../terminology/coding-equals.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { medicineConcept } from '../medicines/medicine-name.ts';
import { isHeld } from '../visits/contact.ts';

/** What signs are looked up in. */
export interface Search {
  readonly context: Context;
  /** The person's own of a type that may be a sign. */
  readonly resources: (type: string) => readonly IdentifiedResource[];
  /** How many elements may still be looked at, for all signs together: so many signs are looked for in the whole record. */
  readonly looks: { left: number };
}

/** Enough for dozens of signs in a record of thousands of entries; a tenth of a second at most. */
const maxLooks = 3_000_000;
/** Looking a value up in a code set costs about as much as looking at so many elements. */
const looksOfSet = 50;
/** Elements within each other that a path names; of FHIR's own none is so deep. */
const maxSteps = 10;

/** Opens the record for a search for signs. */
export function searchFor(context: Context, bookings: readonly Booking[]): Search {
  const missed = new Set(bookings.filter(({ state }) => state === 'missed').map(({ reference }) => reference));
  const byType = new Map<string, readonly IdentifiedResource[]>();
  const resources = (type: string) => {
    const found = byType.get(type) ?? context.record.own(type).filter((one) => isUsed(one, missed, context));
    byType.set(type, found);
    return found;
  };
  return { context, resources, looks: { left: maxLooks } };
}

/** Statuses, whatever the type, of what was only thought of or planned, or was taken back. */
const notMade: readonly unknown[] = ['draft', 'planned', 'preparation', 'cancelled', 'revoked'];

/** It came about; of an appointment with status `noshow`, one that the person missed and not the practice. */
function isUsed(one: IdentifiedResource, missed: ReadonlySet<string>, context: Context): boolean {
  if (one.resourceType === 'Encounter') return isHeld(one, context);
  // That an appointment was cancelled may be the very sign.
  if (one.resourceType !== 'Appointment' && notMade.includes(one.status)) return false;
  return one.resourceType !== 'Appointment' || one.status !== 'noshow' || missed.has(`Appointment/${one.id}`);
}

/** A DataRequirement, ready to be asked of many resources of its type. */
interface Matcher {
  readonly type: string;
  readonly isMatch: (resource: IdentifiedResource) => boolean;
  /** The day of a match: by the first date filter, else by nature; undefined where a filter leaves it out. */
  readonly dayOf: (resource: IdentifiedResource) => Day | undefined;
}

/** Undefined where a part of the requirement can't be read: without it everything would be the sign. */
export function matcherOf(requirement: JsonObject, { context, looks }: Search): Matcher | undefined {
  const type = text(requirement.type);
  const codes = filtersOf(requirement.codeFilter);
  const dates = filtersOf(requirement.dateFilter);
  if (type === undefined || codes === undefined || dates === undefined) return undefined;
  const onLook: OnLook = (elements) => {
    looks.left -= elements;
  };
  const isOf = codes.map((filter) => codeFilter(filter, type, context, onLook));
  const daysOf = dates.map((filter) => dateFilter(filter, type, context, onLook));
  return {
    type,
    isMatch: (resource) => isOf.every((matches) => matches(resource)),
    dayOf: (resource) => {
      if (daysOf.length === 0) return naturalDay(resource, context.version, context.time, onLook);
      const days = daysOf.map((dayOf) => dayOf(resource));
      return days.includes(undefined) ? undefined : days[0];
    },
  };
}

function filtersOf(value: unknown): readonly JsonObject[] | undefined {
  const filters = objects(value);
  const given = value === undefined ? 0 : Array.isArray(value) ? value.length : 1;
  return filters.length === given ? filters : undefined;
}

const valueSets = 'https://secure-base.org/fhir/ValueSet/';

/** Any of the filter's codes, or any code of its value set; a filter without either is not understood. */
function codeFilter(
  filter: JsonObject,
  type: string,
  context: Context,
  onLook: OnLook,
): (resource: IdentifiedResource) => boolean {
  const { codeSets, tally, version } = context;
  const codings = objects(filter[version.trigger.codes]);
  const set = setOf(filter[version.trigger.valueSet]);
  if (codings.length === 0 && set === undefined) count(tally, 'unknown-filter');
  const path = pathOf(filter, type);
  const isMedicine = path.join('.') === 'medication';
  const isCoded = codedAs(codings);
  const isInSet = (value: unknown) => {
    if (set === undefined) return false;
    onLook(looksOfSet);
    return codeSets.has(set, typeof value === 'string' ? { text: value } : value);
  };
  return (resource) => {
    onLook(1);
    const values = isMedicine ? [medicineConcept(resource, context)] : valuesAt(resource, path, onLook);
    return values.some((value) => isCoded(value) || isInSet(value));
  };
}

function setOf(valueSet: unknown): CodeSetName | undefined {
  const [address] = matchable(text(valueSet) ?? '').split('|');
  return codeSetNames.find((name) => `${valueSets}${name}` === address);
}

/** A path within a resource of the type, or the search parameter that stands for one. */
function pathOf(filter: JsonObject, type: string): readonly string[] {
  const parameter = matchable(text(filter.searchParam) ?? '');
  const path = text(filter.path) ?? parameter.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const steps = matchable(path).replaceAll('[x]', '').split('.').slice(0, maxSteps);
  const within = steps[0] === type || steps[0] === '%resource' ? steps.slice(1) : steps;
  return within.join('.') === '' ? [] : within;
}

function dateFilter(
  filter: JsonObject,
  type: string,
  { time, version }: Context,
  onLook: OnLook,
): (resource: IdentifiedResource) => Day | undefined {
  const path = text(filter.path) === undefined ? undefined : pathOf(filter, type);
  const period = fields(filter.valuePeriod);
  const from = time.day(period?.start) ?? time.day(filter.valueDateTime);
  const to = time.lastDay(period?.end) ?? time.lastDay(filter.valueDateTime);
  return (resource) => {
    onLook(1);
    const days =
      path === undefined ? [naturalDay(resource, version, time, onLook)] : daysAt(resource, path, time, onLook);
    const [day] = days;
    return day === undefined || (from !== undefined && day < from) || (to !== undefined && day > to) ? undefined : day;
  };
}
