import type { Day } from '../../history/calendar.ts';
import type { Sign } from '../../history/history.ts';
import { codeSetNames } from '../code-set-names.ts';
import { count, type Fields, fields, objects, text } from '../json.ts';
import { isCoded } from './coded.ts';
import { isNotTrue } from './condition.ts';
import type { Context } from './context.ts';
import { inDays } from './duration.ts';
import { daysAt, naturalDay, valuesAt } from './elements.ts';
import { medicineConcept } from './medicine-name.ts';
import type { Owned } from './record.ts';
import { isRestricted } from './restricted.ts';

type Seen = Sign['seen'][number];

/** What can be seen of a sign. */
export type SignSeen = Pick<Sign, 'withinDays' | 'seen'>;

/** What a sign is looked up in. */
export interface Search {
  readonly context: Context;
  /** References of the appointments that the person missed. */
  readonly missed: ReadonlySet<string>;
}

/**
 * Everything of the person's own that is a sign, by its DataRequirements (hl7.org/fhir/R4/metadatatypes.html#DataRequirement):
 * of several all must be there within the window, and the latest of them makes the sign.
 */
export function seenOf(requirements: unknown, windowDays: number, search: Search): SignSeen {
  const usable = objects(requirements, search.context.tally);
  const within = usable.flatMap(({ dateFilter }) =>
    objects(dateFilter).map(({ valueDuration }) => inDays(valueDuration)),
  );
  const shortest = Math.min(...within.map((days) => days ?? Number.POSITIVE_INFINITY));
  const withinDays = Number.isFinite(shortest) ? shortest : undefined;
  const isWhole =
    requirements !== undefined && usable.length === (Array.isArray(requirements) ? requirements.length : 1);
  const each = isWhole ? usable.map((one) => matchesOf(one, search)) : [];
  return { withinDays, seen: together(each, Math.min(windowDays, withinDays ?? windowDays)) };
}

/** For every day of a match: the latest match of each until then, where none is older than the window. */
function together(each: readonly (readonly Seen[])[], windowDays: number): Seen[] {
  const days = [...new Set(each.flat().map(({ day }) => day))].sort((a, b) => a - b);
  return days.flatMap((day) => {
    const latest = each.map((matches) => matches.findLast((one) => one.day <= day && day - one.day <= windowDays));
    const found = latest.filter((one) => one !== undefined);
    if (found.length < each.length) return [];
    const references = new Set(found.flatMap((one) => one.references));
    return each.length === 1 ? sameDay(each[0] ?? [], day) : [{ references: [...references], day }];
  });
}

function sameDay(matches: readonly Seen[], day: Day): Seen[] {
  return matches.filter((one) => one.day === day);
}

function matchesOf(requirement: Fields, search: Search): Seen[] {
  const { record } = search.context;
  const type = text(requirement.type);
  const codes = filtersOf(requirement.codeFilter);
  const dates = filtersOf(requirement.dateFilter);
  if (type === undefined || codes === undefined || dates === undefined) return [];
  return record
    .own(type)
    .filter((one) => isUsed(one, search) && codes.every((filter) => isOf(one, filter, search.context)))
    .flatMap((one): Seen[] => {
      const day = dayOf(one, dates, search.context);
      return day === undefined ? [] : [{ references: [`${type}/${one.id}`], day }];
    })
    .sort((a, b) => a.day - b.day || (String(a.references) < String(b.references) ? -1 : 1));
}

/** Filters, none of which may be dropped: without it everything would be the sign. */
function filtersOf(value: unknown): readonly Fields[] | undefined {
  const filters = objects(value);
  const given = value === undefined ? 0 : Array.isArray(value) ? value.length : 1;
  return filters.length === given ? filters : undefined;
}

/** Not in error nor restricted; of an appointment with status `noshow`, one that the person missed and not the practice. */
function isUsed(one: Owned, { missed }: Search): boolean {
  if (one.status === 'entered-in-error' || isNotTrue(one) || isRestricted(one)) return false;
  return one.resourceType !== 'Appointment' || one.status !== 'noshow' || missed.has(`Appointment/${one.id}`);
}

const valueSets = 'https://secure-base.org/fhir/ValueSet/';

/** Any of the filter's codes, or any code of its value set; a filter without either is not understood. */
function isOf(resource: Owned, filter: Fields, context: Context): boolean {
  const { codeSets, tally, version } = context;
  const codings = objects(filter[version.trigger.codes]);
  const address = text(filter[version.trigger.valueSet])?.split('|')[0];
  const set = codeSetNames.find((name) => `${valueSets}${name}` === address);
  if (codings.length === 0 && set === undefined) count(tally, 'unknown-filter');
  const path = pathOf(filter, resource);
  const values = path === 'medication' ? [medicineConcept(resource, context)] : valuesAt(resource, path);
  return values.some(
    (value) =>
      codings.some((coding) => isCoded(value, coding)) ||
      (set !== undefined && codeSets.has(set, typeof value === 'string' ? { text: value } : value)),
  );
}

/** A path within the resource, or the search parameter that stands for one. */
function pathOf(filter: Fields, { resourceType }: Owned): string {
  const said =
    text(filter.path) ?? text(filter.searchParam)?.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const steps = (said ?? '').replaceAll('[x]', '').split('.');
  return (steps[0] === resourceType || steps[0] === '%resource' ? steps.slice(1) : steps).join('.');
}

/** The day of a match: by the first date filter, else by nature; undefined where a filter leaves it out. */
function dayOf(resource: Owned, filters: readonly Fields[], { time, version }: Context): Day | undefined {
  const days = filters.map((filter) => {
    const isPath = text(filter.path) !== undefined;
    const day = isPath ? daysAt(resource, pathOf(filter, resource), time)[0] : naturalDay(resource, version, time);
    return day !== undefined && isWithin(day, filter, time) ? day : undefined;
  });
  if (days.length > 0) return days.includes(undefined) ? undefined : days[0];
  return naturalDay(resource, version, time);
}

/** Bounds that a filter gives as dates. */
function isWithin(day: Day, { valuePeriod, valueDateTime }: Fields, time: Context['time']): boolean {
  const period = fields(valuePeriod);
  const from = time.day(period?.start) ?? time.day(valueDateTime);
  const to = time.lastDay(period?.end) ?? time.lastDay(valueDateTime);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}
