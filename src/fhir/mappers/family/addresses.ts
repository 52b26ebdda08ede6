import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { matchable } from '../../terminology/matching-text.ts';

type When = Pick<Context, 'time' | 'at'>;

/** Whether two people live at one address: postal code and first line are the same, or without a code first line and city. */
export function liveTogether(one: JsonObject | undefined, other: JsonObject | undefined, when: When): boolean {
  const own = addressKeys(one, when);
  return addressKeys(other, when).some((key) => own.includes(key));
}

/** No address of former times, of a stay or for bills tells where somebody lives. */
const elsewhere: readonly unknown[] = ['old', 'temp', 'billing'];
const mostAddresses = 20;

function addressKeys(person: JsonObject | undefined, { time, at }: When): string[] {
  const current = objects(person?.address)
    .slice(0, mostAddresses)
    .filter(({ use }) => !elsewhere.includes(use))
    .filter(({ period }) => (time.firstDay(fields(period)?.end) ?? at.asOf) >= at.asOf);
  return current.flatMap((one) => keyOf(one) ?? []);
}

function keyOf({ postalCode, line, city }: JsonObject): string | undefined {
  const first = plain(Array.isArray(line) ? line[0] : line);
  const code = plain(postalCode);
  const place = plain(city);
  if (first === '' || (code === '' && place === '')) return undefined;
  return code === '' ? `city ${place} ${first}` : `code ${code} ${first}`;
}

/** Letters and digits alone. */
function plain(value: unknown): string {
  return matchable(text(value) ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
