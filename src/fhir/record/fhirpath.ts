import type { Day } from '../../history/calendar.ts';
import { fields, type JsonObject, objects } from '../json.ts';
import type { FhirVersion } from '../versions/index.ts';
import type { LocalTime } from './local-time.ts';

/** Called with how many elements are looked at; see {@link valuesAt}. */
export type OnLook = (elements: number) => void;

const uncounted: OnLook = () => {};

/** The values at a simple path such as `code` or `participant.status`; of a choice element (`medication`, `value`) whichever is there. */
export function valuesAt(resource: JsonObject, path: readonly string[], onLook = uncounted): readonly unknown[] {
  if (path.length === 0) return [];
  return path.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => elementOf(value, step, onLook)),
    [resource],
  );
}

function elementOf(value: unknown, name: string, onLook: OnLook): readonly unknown[] {
  return objects(value).flatMap((owner) => {
    onLook(1);
    const element = Object.hasOwn(owner, name) ? owner[name] : choiceOf(owner, name, onLook);
    return Array.isArray(element) ? element : element === undefined ? [] : [element];
  });
}

function choiceOf(owner: JsonObject, name: string, onLook: OnLook): unknown {
  const elements = Object.keys(owner);
  onLook(elements.length);
  const choice = elements.find((key) => key.startsWith(name) && /^[A-Z]/.test(key.charAt(name.length)));
  return choice === undefined ? undefined : owner[choice];
}

/** The days at a path: of a date its own, of a Period its first. */
export function daysAt(resource: JsonObject, path: readonly string[], time: LocalTime, onLook = uncounted): Day[] {
  return valuesAt(resource, path, onLook).flatMap((value) => time.day(value) ?? time.day(fields(value)?.start) ?? []);
}

/** The day of a resource. */
export function naturalDay(
  resource: JsonObject,
  { moments }: FhirVersion,
  time: LocalTime,
  onLook = uncounted,
): Day | undefined {
  for (const moment of moments) {
    const [day] = daysAt(resource, [moment], time, onLook);
    if (day !== undefined) return day;
  }
  return undefined;
}
