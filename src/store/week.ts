const weekMs = 7 * 24 * 60 * 60 * 1000;
/** 1970 began on a Thursday. */
const firstMonday = 4 * 24 * 60 * 60 * 1000;

/** The Monday, 00:00 UTC, with which the week of an instant begins; ms since 1970. */
export function weekOf(at: number): number {
  return firstMonday + Math.floor((at - firstMonday) / weekMs) * weekMs;
}
