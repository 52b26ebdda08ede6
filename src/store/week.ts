const weekMs = 7 * 24 * 60 * 60 * 1000;
/** 1 January 1970 was a Thursday. */
const firstMonday = 4 * 24 * 60 * 60 * 1000;

/** The start of the week of an instant: its Monday, 00:00 UTC. Ms since 1970. */
export function weekOf(at: number): number {
  return firstMonday + Math.floor((at - firstMonday) / weekMs) * weekMs;
}
