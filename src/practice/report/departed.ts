import { whyNotUsual } from '../../detectors/departures/was-usual.ts';
import type { DateRange, Day } from '../../history/calendar.ts';
import { departures } from '../../history/departure.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import { meetingsHere } from '../../history/meetings.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';

type History = Pick<RelationalHistory, 'person' | 'contacts' | 'bookings' | 'clinicians'> &
  Partial<Pick<RelationalHistory, 'activity' | 'registration' | 'teams'>>;

/** What the practice was to someone whose usual GP has left; undefined where not enough time has passed to say. */
export interface AfterDeparture {
  /** Met anyone here within 90 days. */
  readonly seen: boolean | undefined;
  /** Saw one GP at least twice within 183 days. */
  readonly sameTwice: boolean | undefined;
}

/** Days after a departure in which someone is to be met, and met again by the same GP. */
const [seenDays, twiceDays] = [90, 183];

/** Months before a departure in which the one who left was the usual GP, as in the detection `usual-clinician-left`. */
const usualMonths = 36;

/**
 * How it went on for someone whose usual GP left within a range of days: of several departures after the first. Who has left,
 * and who was usual, is judged as by the detection `usual-clinician-left`.
 */
export function afterDeparture(history: History, opening: Opening, range: DateRange): AfterDeparture | undefined {
  const named = namedClinician(history, opening.asOf);
  const [first] = departures(history, opening.asOf)
    .filter(({ day }) => day >= range.from && day < range.to)
    .filter((one) => whyNotUsual(one, history, opening.now, usualMonths, named) === undefined)
    .toSorted((a, b) => a.day - b.day);
  if (first === undefined) return undefined;
  const hasPassed = (days: number) => first.day + days <= opening.asOf;
  return {
    seen: hasPassed(seenDays) ? isMet(first.day, history, opening) : undefined,
    sameTwice: hasPassed(twiceDays) ? isSeenTwice(first.day, history, opening) : undefined,
  };
}

function isMet(left: Day, history: History, opening: Opening): boolean {
  return meetingsHere(history, opening).some(({ day }) => day > left && day <= left + seenDays);
}

function isSeenTwice(left: Day, history: History, { now }: Opening): boolean {
  const { counted } = visits(history, { from: left + 1, to: left + twiceDays + 1 }, now, 'gp');
  return [...countByClinician(counted.map(({ clinician }) => clinician)).values()].some((count) => count >= 2);
}
