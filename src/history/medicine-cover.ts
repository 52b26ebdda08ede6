import type { Day } from './calendar.ts';
import type { Medicine, Supply } from './medicine.ts';

/** How long the supplies of a medicine last. */
export interface Cover {
  /** First day without any left. */
  readonly end: Day;
  /** Days without, up to the day asked about; 0 while some is left. */
  readonly lateDays: number;
  /** The latest supply. */
  readonly last: Supply;
}

/** One supply and what it covers. */
interface Covering {
  readonly supply: Supply;
  /** First day on which the earlier supplies were used up; undefined for the first supply. */
  readonly emptyFrom: Day | undefined;
  readonly end: Day;
}

/**
 * The cover on a day by the supplies up to that day. What is left of one supply is used up before the next, as is usual in
 * measures of persistence from pharmacy records. Undefined before the first supply and where a duration is missing.
 */
export function coverOn({ supplies }: Pick<Medicine, 'supplies'>, day: Day): Cover | undefined {
  const last = coverings(supplies, day)?.at(-1);
  return last && { end: last.end, lateDays: Math.max(0, day - last.end), last: last.supply };
}

/**
 * How many days each supply up to a day came after the earlier ones had run out (0: in time), oldest first; the first one
 * cannot be late. Undefined where a supply's duration is missing.
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
