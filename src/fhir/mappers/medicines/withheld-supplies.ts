import type { Day } from '../../../history/calendar.ts';
import { greatest } from '../../../history/extremes.ts';
import type { Medicine } from '../../../history/history.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import type { RequestLinks } from './issued-under.ts';
import type { MedicineName } from './medicine-name.ts';
import { isCancelled } from './order.ts';
import { dayOfIssue } from './supply.ts';

/** By key of a medicine, the latest day of its cancelled orders and of its restricted orders and dispenses. */
export function withheldDays(
  { own, record, time }: Context,
  links: RequestLinks,
  nameOf: (one: IdentifiedResource) => MedicineName | undefined,
) {
  const days = new Map<string, Day>();
  const restricted = ['MedicationRequest', 'MedicationDispense'].flatMap((type) => record.restricted(type));
  for (const one of [...own.medicationRequests.filter(isCancelled), ...restricted]) {
    const day = time.day(one.whenHandedOver) ?? dayOfIssue(one, links, time);
    if (day === undefined) continue;
    for (const key of nameOf(one)?.keys ?? []) days.set(key, Math.max(day, days.get(key) ?? day));
  }
  return days;
}

/** The latest of these days of a medicine that has these keys. */
export function withheldUntil(
  keys: readonly string[],
  days: ReadonlyMap<string, Day>,
): Pick<Medicine, 'withheldUntil'> {
  const own = days.size === 0 ? [] : keys.flatMap((key) => days.get(key) ?? []);
  return own.length === 0 ? {} : { withheldUntil: greatest(own) };
}
