import { type Day, isoDay } from '../../../history/calendar.ts';
import { type Contact, didHappen } from '../../../history/contact.ts';
import { fields, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { isErroneous } from '../../record/contributing.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** What never was, or is to come, is no entry. */
const noEntry: readonly unknown[] = ['cancelled', 'revoked', 'planned', 'waitlist', 'proposed', 'preparation', 'draft'];

/** The latest day, by `asOf`, on which anything of the person is dated, of whatever kind. */
export function lastRecorded({ own, at, time }: Context, contacts: readonly Contact[]): Day | undefined {
  const { encounters: _, ...others } = own;
  // The days of encounters are known.
  let latest = contacts.findLast((one) => one.day !== undefined && one.day <= at.asOf && didHappen(one))?.day;
  // Dates as text are in the order of their days, so that only a few need parsing; an offset may hide a day, which matters little.
  let [after, before] = [latest === undefined ? '1' : isoDay(latest), isoDay(at.asOf + 2)];
  const look = (text: unknown) => {
    if (typeof text !== 'string' || text <= after || text > before) return;
    const day = time.day(text);
    if (day === undefined || day > at.asOf) return;
    latest = Math.max(day, latest ?? day);
    after = text;
  };
  for (const resource of Object.values(others).flat()) {
    if (!noEntry.includes(resource.status) && !isErroneous(resource)) lookAtDates(resource, look);
  }
  return latest;
}

/** Looks at every date of a resource itself, whatever its version calls it. */
function lookAtDates(resource: IdentifiedResource, look: (text: unknown) => void): void {
  for (const name of Object.keys(resource)) {
    const value = resource[name];
    if (typeof value !== 'object') {
      if (name !== 'id') look(value);
    } else if (name.endsWith('eriod')) {
      const { start, end }: JsonObject = fields(value) ?? {};
      look(start);
      look(end);
    }
  }
}
