import type { Day } from '../../history/calendar.ts';
import { type Fields, fields, objects } from '../json.ts';
import type { FhirVersion } from '../versions/version.ts';
import type { LocalTime } from './local-time.ts';

/** The values at a simple path such as `code` or `participant.status`; of a choice element (`medication`, `value`) whichever is there. */
export function valuesAt(resource: Fields, path: string): readonly unknown[] {
  if (path === '') return [];
  return path
    .split('.')
    .reduce<readonly unknown[]>((values, step) => values.flatMap((value) => elementOf(value, step)), [resource]);
}

function elementOf(value: unknown, name: string): readonly unknown[] {
  return objects(value).flatMap((owner) => {
    const choice = Object.keys(owner).find((key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)));
    const element = Object.hasOwn(owner, name) ? owner[name] : choice === undefined ? undefined : owner[choice];
    return Array.isArray(element) ? element : element === undefined ? [] : [element];
  });
}

/** The days at a path: of a date its own, of a Period its first. */
export function daysAt(resource: Fields, path: string, time: LocalTime): Day[] {
  return valuesAt(resource, path).flatMap((value) => time.day(value) ?? time.day(fields(value)?.start) ?? []);
}

/** The day of a resource. */
export function naturalDay(resource: Fields, { moments }: FhirVersion, time: LocalTime): Day | undefined {
  for (const path of moments) {
    const [day] = daysAt(resource, path, time);
    if (day !== undefined) return day;
  }
  return undefined;
}
