import { type Day, parseDay } from '../history/calendar.ts';
import type { Finding } from './detector.ts';

/** The day of which a finding speaks: a medicine ran out, the person was last here; else the latest of what it counts. */
export function eventDay({ code, facts: { ranOut, lastSeen }, span }: Finding): Day {
  const said = code === 'gone-quiet' ? lastSeen : ranOut;
  return (typeof said === 'string' ? parseDay(said) : undefined) ?? span.to;
}
