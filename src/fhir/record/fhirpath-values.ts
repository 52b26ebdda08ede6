import type { Day } from '../../history/calendar.ts';
import { count, fields, type JsonObject, objects, type Tally } from '../json.ts';
import type { FhirVersion } from '../versions/index.ts';
import { type FhirPath, parsedOnce, type Step } from './fhirpath.ts';
import type { LocalTime } from './local-time.ts';

/** What a reference leads to, and the resource in which `#` references that it holds are looked up. */
export interface Resolved {
  readonly resource: JsonObject;
  readonly container: JsonObject;
}

/** What the evaluation of paths may use. */
export interface Evaluation {
  /** How many more elements may be looked at. Once it is negative nothing more is found. */
  readonly budget: { left: number };
  readonly tally: Tally;
  resolve(reference: JsonObject, container: JsonObject): Resolved | undefined;
}

/** A value that was found on the way. */
interface Item {
  readonly value: unknown;
  /** Of the value of a choice element its type, as in the element's name: `CodeableConcept`, `String`. */
  readonly type: string | undefined;
  readonly container: JsonObject;
}

/** No resource has this many values at one path; see `maxEntries` in json.ts. */
const maxValues = 1000;
/** Following a reference costs about as much as looking at this many elements. */
const costOfResolve = 10;

const none: readonly Item[] = [];

/** The values at a path; the value of a choice element whatever its type is, unless `ofType` names one. */
export function valuesAt(resource: JsonObject, path: FhirPath, evaluation: Evaluation): readonly unknown[] {
  if (path.length === 0) return none;
  let items: readonly Item[] = [{ value: resource, type: undefined, container: resource }];
  for (const step of path) items = applied(step, items, evaluation);
  return items.map(({ value }) => value);
}

function applied(step: Step, items: readonly Item[], evaluation: Evaluation): readonly Item[] {
  if (step.kind === 'index') return items.slice(step.index, step.index + 1);
  const found: Item[] = [];
  for (const item of items) {
    if (evaluation.budget.left < 0) return none;
    found.push(...next(item, step, evaluation));
    if (found.length <= maxValues) continue;
    count(evaluation.tally, 'too-many-entries');
    return found.slice(0, maxValues);
  }
  return found;
}

function next(item: Item, step: Exclude<Step, { kind: 'index' }>, evaluation: Evaluation): readonly Item[] {
  evaluation.budget.left -= 1;
  const owner = fields(item.value);
  if (step.kind === 'ofType') return item.type === step.type || owner?.resourceType === step.type ? [item] : none;
  if (owner === undefined) return none;
  if (step.kind === 'element') return elementsOf(owner, step.name, item.container, evaluation);
  if (step.kind === 'where') return isEqual(valuesAt(owner, step.path, evaluation), step.equals) ? [item] : none;
  if (step.kind === 'resolve') return resolved(owner, item.container, evaluation);
  const extensions = objects(owner.extension, evaluation.tally);
  evaluation.budget.left -= extensions.length;
  const named = extensions.filter(({ url }) => url === step.url);
  return named.map((value) => ({ value, type: undefined, container: item.container }));
}

function elementsOf(owner: JsonObject, name: string, container: JsonObject, { budget }: Evaluation): readonly Item[] {
  const key = Object.hasOwn(owner, name) ? name : choiceOf(owner, name, budget);
  const element = key === undefined ? undefined : owner[key];
  if (key === undefined || element === undefined) return none;
  const type = key.slice(name.length) || undefined;
  if (!Array.isArray(element)) return [{ value: element, type, container }];
  budget.left -= element.length;
  return element.slice(0, maxValues + 1).map((value) => ({ value, type, container }));
}

function choiceOf(owner: JsonObject, name: string, budget: Evaluation['budget']): string | undefined {
  const elements = Object.keys(owner);
  budget.left -= elements.length;
  return elements.find((key) => key.startsWith(name) && /^[A-Z]/.test(key.charAt(name.length)));
}

/** FHIRPath compares collections: that one of several values is equal is not enough. */
function isEqual([value, another]: readonly unknown[], constant: unknown): boolean {
  return another === undefined && value === constant;
}

function resolved(reference: JsonObject, container: JsonObject, { budget, resolve }: Evaluation): readonly Item[] {
  budget.left -= costOfResolve;
  const target = resolve(reference, container);
  return target === undefined ? none : [{ value: target.resource, type: undefined, container: target.container }];
}

/** The days at a path: of a date its own, of a Period its first. */
export function daysAt(resource: JsonObject, path: FhirPath, time: LocalTime, evaluation: Evaluation): Day[] {
  const values = valuesAt(resource, path, evaluation);
  return values.flatMap((value) => time.day(value) ?? time.day(fields(value)?.start) ?? []);
}

/** The day that a resource is of by its version's own elements, the first of them that gives one. */
export function naturalDay(
  resource: JsonObject,
  { moments }: FhirVersion,
  time: LocalTime,
  evaluation: Evaluation,
): Day | undefined {
  for (const moment of parsedOnce(moments)) {
    const [day] = daysAt(resource, moment, time, evaluation);
    if (day !== undefined) return day;
  }
  return undefined;
}
