import { type Day, parseDay } from '../history/calendar.ts';
import type { Finding } from './detector.ts';

/** The day a finding is about: when a medicine ran out or the person was last here; else the last day it counts. */
export function eventDay({ code, facts: { ranOut, lastSeen }, span }: Finding): Day {
  const recorded = code === 'gone-quiet' ? lastSeen : ranOut;
  return (typeof recorded === 'string' ? parseDay(recorded) : undefined) ?? span.to;
}
