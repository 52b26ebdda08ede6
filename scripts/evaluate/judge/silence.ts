import type { Code } from '#src/detectors/index.ts';
import type { Day } from '#src/history/calendar.ts';

const silentDays = 90;

/** Remembers what was shown on one chart: a code that was shown is silent for 90 days. */
export function silences(): (code: Code, day: Day) => boolean {
  const shown = new Map<Code, Day>();
  return (code, day) => {
    const last = shown.get(code);
    if (last !== undefined && day - last < silentDays) return false;
    shown.set(code, day);
    return true;
  };
}
