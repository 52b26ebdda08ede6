import type { Day } from '../../../history/calendar.ts';
import { count, fields, type JsonObject, objects, text } from '../../json.ts';
import type { FhirPath } from '../../record/fhirpath.ts';
import { daysAt, naturalDay, valuesAt } from '../../record/fhirpath-values.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type CodeSetName, codeSetNames } from '../../terminology/code-set-names.ts';
import { codingMatcher } from '../../terminology/coding-equals.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { medicineConcept } from '../medicines/medicine-name.ts';
import type { Search } from './search.ts';

/** Looking a value up in a code set costs about as much as looking at this many elements. */
const costOfLookup = 50;

/** A DataRequirement, prepared for matching many resources of its type. */
interface Matcher {
  readonly type: string;
  readonly isMatch: (resource: IdentifiedResource) => boolean;
  /** The day of a match by the first date filter, else the resource's own; undefined if a filter excludes it. */
  readonly dayOf: (resource: IdentifiedResource) => Day | undefined;
}

/** Undefined if a part of the requirement can't be read: without that part everything would match. */
export function matcherOf(requirement: JsonObject, search: Search): Matcher | undefined {
  const type = text(requirement.type);
  const codes = filtersOf(requirement.codeFilter);
  const dates = filtersOf(requirement.dateFilter);
  if (type === undefined || codes === undefined || dates === undefined) return undefined;
  const { context, evaluation } = search;
  const isOf = codes.map((filter) => codeFilter(filter, type, search));
  const daysOf = dates.map((filter) => dateFilter(filter, type, search));
  return {
    type,
    isMatch: (resource) => isOf.every((matches) => matches(resource)),
    dayOf: (resource) => {
      if (daysOf.length === 0) return naturalDay(resource, context.version, context.time, evaluation);
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

/** Matches any of the filter's codes and any code of its value set; a filter without either matches nothing. */
function codeFilter(filter: JsonObject, type: string, search: Search): (resource: IdentifiedResource) => boolean {
  const { context, evaluation } = search;
  const { codeSets, tally, version } = context;
  const codings = objects(filter[version.trigger.codes]);
  const set = setOf(filter[version.trigger.valueSet]);
  if (codings.length === 0 && set === undefined) count(tally, 'unknown-filter');
  const path = search.path(expressionOf(filter), type);
  const isMedicine = isElement(path, 'medication');
  const isCoded = codingMatcher(codings);
  const isInSet = (value: unknown) => {
    if (set === undefined) return false;
    evaluation.budget.left -= costOfLookup;
    return codeSets.has(set, typeof value === 'string' ? { text: value } : value);
  };
  return (resource) => {
    evaluation.budget.left -= 1;
    const values = isMedicine ? [medicineConcept(resource, context)] : valuesAt(resource, path, evaluation);
    return values.some((value) => isCoded(value) || isInSet(value));
  };
}

function setOf(valueSet: unknown): CodeSetName | undefined {
  const [address] = matchable(text(valueSet) ?? '').split('|');
  return codeSetNames.find((name) => `${valueSets}${name}` === address);
}

/** The path of a filter, or the element that has the name of its search parameter. */
export function expressionOf(filter: JsonObject): string {
  const parameter = matchable(text(filter.searchParam) ?? '');
  return text(filter.path) ?? parameter.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function isElement([step, another]: FhirPath, name: string): boolean {
  return another === undefined && step?.kind === 'element' && step.name === name;
}

function dateFilter(
  filter: JsonObject,
  type: string,
  { context: { time, version }, path: pathOf, evaluation }: Search,
): (resource: IdentifiedResource) => Day | undefined {
  const path = text(filter.path) === undefined ? undefined : pathOf(expressionOf(filter), type);
  const period = fields(filter.valuePeriod);
  const from = time.day(period?.start) ?? time.day(filter.valueDateTime);
  const to = time.lastDay(period?.end) ?? time.lastDay(filter.valueDateTime);
  return (resource) => {
    evaluation.budget.left -= 1;
    const [day] =
      path === undefined ? [naturalDay(resource, version, time, evaluation)] : daysAt(resource, path, time, evaluation);
    return day === undefined || (from !== undefined && day < from) || (to !== undefined && day > to) ? undefined : day;
  };
}
