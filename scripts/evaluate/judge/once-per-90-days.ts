import type { Code } from '#src/detectors/index.ts';
import type { Day } from '#src/history/calendar.ts';

const minDays = 90;

/** For one chart: whether a card may be shown, which it may once in 90 days for each code. */
export function oncePer90Days(): (code: Code, day: Day) => boolean {
  const shown = new Map<Code, Day>();
  return (code, day) => {
    const last = shown.get(code);
    if (last !== undefined && day - last < minDays) return false;
    shown.set(code, day);
    return true;
  };
}
