/** `2026-09-30`, a day in the site's own time zone. */
export type IsoDate = string;

/** A calendar day in the practice's own time zone, as whole days since 1970-01-01: intervals are subtractions. */
export type Day = number;

/** Something whose day is known. */
export type OnKnownDay<T> = T & { readonly day: Day };

/** Days from `from` up to but not including `to`. */
export interface DateRange {
  readonly from: Day;
  readonly to: Day;
}

/** First and last day, both included, as the record gives them; undefined where it leaves that side open. */
export interface RecordedPeriod {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

const msPerDay = 86_400_000;

/** `2026-09-30` as a {@link Day}; undefined for anything but a complete, real ISO date. */
export function parseDay(iso: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  // Some engines take 30 February for a day in March.
  return new Date(ms).getUTCDate() === Number(iso.slice(8)) ? ms / msPerDay : undefined;
}

/** The ISO date of a {@link Day}. */
export function isoDay(day: Day): IsoDate {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The Monday of a day's week; day 0, 1 January 1970, was a Thursday. */
export function mondayOf(day: Day): Day {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** Calendar months as a fixed number of days (36 months = 1095), so that moving a whole life in time changes no finding. */
export function months(count: number): number {
  return Math.floor((count * 365.25) / 12);
}

/** From the day `count` months before `asOf` up to and including `asOf`. */
export function lookBack(asOf: Day, count: number): DateRange {
  return { from: asOf - months(count), to: asOf + 1 };
}

/** The last `months(count)` days, `asOf` included: unlike in {@link lookBack}, the day `count` months ago is outside. */
export function lastMonths(asOf: Day, count: number): DateRange {
  return { from: asOf - months(count) + 1, to: asOf + 1 };
}

export function isDated<T extends { readonly day: Day | undefined }>(item: T): item is OnKnownDay<T> {
  return item.day !== undefined;
}

export function isInRange(day: Day, { from, to }: DateRange): boolean {
  return day >= from && day < to;
}

/** Whether a recorded period includes a day; an open side reaches for ever. */
export function covers({ from, to }: RecordedPeriod, day: Day): boolean {
  return (from === undefined || from <= day) && (to === undefined || to >= day);
}

/** Index of the first item whose day is `day` or later, by binary search; `items` are in the order of these days. */
export function indexFrom<T>(items: ArrayLike<T>, day: Day, dayOf: (item: T) => Day): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dayOf(items[middle] as T) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first item on that day or later; `items` are in the order of their days. */
export function firstFrom(items: readonly { readonly day: Day }[], day: Day): number {
  return indexFrom(items, day, ownDay);
}

/** The items of a range; `items` are in the order of their days. */
export function itemsIn<T extends { readonly day: Day }>(items: readonly T[], { from, to }: DateRange): readonly T[] {
  return items.slice(firstFrom(items, from), firstFrom(items, to));
}

/** Whether there is an item in a range; `items` are in the order of their days. */
export function hasItemIn(items: readonly { readonly day: Day }[], { from, to }: DateRange): boolean {
  return (items[firstFrom(items, from)]?.day ?? to) < to;
}

const ownDay = ({ day }: { readonly day: Day }): Day => day;
