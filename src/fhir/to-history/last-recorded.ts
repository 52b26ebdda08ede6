import type { Day } from '../../history/calendar.ts';
import { type Fields, fields } from '../json.ts';
import type { Context } from './context.ts';
import { isErroneous } from './contributing.ts';

/** What never was, or is to come, is no entry. */
const noEntry: readonly unknown[] = ['cancelled', 'revoked', 'planned', 'waitlist', 'proposed', 'preparation', 'draft'];

/** The latest day, by `asOf`, on which anything of the person is dated, of whatever kind. */
export function lastRecorded({ own, at, time }: Context): Day | undefined {
  let latest: Day | undefined;
  for (const resource of Object.values(own).flat()) {
    if (noEntry.includes(resource.status) || isErroneous(resource)) continue;
    for (const date of datesOf(resource)) {
      const day = time.day(date);
      if (day !== undefined && day <= at.asOf && day > (latest ?? -Infinity)) latest = day;
    }
  }
  return latest;
}

/** Every date of a resource itself, whatever its version calls it. */
function datesOf(resource: Fields): unknown[] {
  const { id: _, ...elements } = resource;
  return Object.entries(elements).flatMap(([name, value]) => {
    if (typeof value === 'string') return [value];
    if (!name.toLowerCase().endsWith('period')) return [];
    const { start, end }: Fields = fields(value) ?? {};
    return [start, end];
  });
}
