import type { Day } from './calendar.ts';
import type { Medicine, Supply } from './medicine.ts';

/** Until when a medicine lasts. */
export interface Cover {
  /** First day for which none is left. */
  readonly end: Day;
  /** Days since then; 0 while some is left. */
  readonly lateDays: number;
  /** The latest supply. */
  readonly last: Supply;
}

/** One supply and what it covers. */
interface Covering {
  readonly supply: Supply;
  /** First day for which the earlier supplies had left nothing; undefined of the first one. */
  readonly emptyFrom: Day | undefined;
  readonly end: Day;
}

/**
 * The cover on a day by the supplies up to that day: what is left of one is used up before the next, as in measures of
 * persistence from pharmacy records. Undefined before the first supply, and where one does not say how long it lasts.
 */
export function coverOn({ supplies }: Pick<Medicine, 'supplies'>, day: Day): Cover | undefined {
  const last = coverings(supplies, day)?.at(-1);
  return last && { end: last.end, lateDays: Math.max(0, day - last.end), last: last.supply };
}

/**
 * By how many days each supply up to a day came after the earlier ones had run out (0 in time), oldest first; the first
 * one can't be late. Undefined where a supply does not say how long it lasts.
 */
export function lateness(
  { supplies }: Pick<Medicine, 'supplies'>,
  day: Day,
): readonly { readonly supply: Supply; readonly lateDays: number }[] | undefined {
  return coverings(supplies, day)?.flatMap(({ supply, emptyFrom }) =>
    emptyFrom === undefined ? [] : [{ supply, lateDays: Math.max(0, supply.day - emptyFrom) }],
  );
}

function coverings(supplies: readonly Supply[], day: Day): readonly Covering[] | undefined {
  const found: Covering[] = [];
  for (const supply of supplies.filter((one) => one.day <= day)) {
    if (supply.days === undefined) return undefined;
    const emptyFrom = found.at(-1)?.end;
    const from = Math.max(emptyFrom ?? supply.day, supply.day);
    found.push({ supply, emptyFrom, end: from + supply.days });
  }
  return found;
}
