/** `2026-09-30`, a day in the site's own time zone. */
export type IsoDate = string;

/** A calendar day in the practice's own time zone, as whole days since 1970-01-01: intervals are subtractions. */
export type Day = number;

/** Something whose day is known. */
export type OnKnownDay<T> = T & { readonly day: Day };

const msPerDay = 86_400_000;

/** `2026-09-30` as a {@link Day}; undefined for anything but a complete, real ISO date. */
export function parseDay(iso: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const ms = Date.parse(`${iso}T00:00:00Z`);
  // Some engines take 30 February for a day in March.
  return new Date(ms).getUTCDate() === Number(iso.slice(8)) ? ms / msPerDay : undefined;
}

/** The ISO date of a {@link Day}. */
export function isoDay(day: Day): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

export function isDated<T extends { readonly day: Day | undefined }>(item: T): item is OnKnownDay<T> {
  return item.day !== undefined;
}

/**
 * A look-back of so many months as a fixed number of days (36 months = 1095), so that
 * shifting every date of a life alike changes no finding.
 */
export function months(count: number): number {
  return Math.floor((count * 365.25) / 12);
}
