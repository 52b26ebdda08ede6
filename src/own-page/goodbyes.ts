import type { OwnUser, OwnVisit, SeenPerson } from '../fhir/mappers/index.ts';
import type { OwnWork } from '../fhir/read/own-work.ts';
import { type Day, lookBack } from '../history/calendar.ts';
import { greatest } from '../history/extremes.ts';
import type { Leaving } from './leaving.ts';

/** Months in which visits are counted, and how many people are listed at most. */
export const goodbyeMonths = 12;
export const mostGoodbyes = 50;

/** People are read in lots of as many, until the list is full or these lots are read. */
const lotSize = 50;
const mostLots = 4;

/** One person to whom the user may want to say goodbye. */
export interface Goodbye extends Pick<SeenPerson, 'name' | 'born' | 'next'> {
  /** Days on which the user saw them. */
  readonly visits: number;
  readonly last: Day;
}

/** Those who saw the user most and have no visit with the user ahead, or why nobody can be listed. */
export interface GoodbyeList {
  readonly goodbyes: readonly Goodbye[];
  /** There are more. */
  readonly cut: boolean;
  readonly visits: 'all' | 'not-all' | 'not-allowed' | 'unread';
  readonly people: 'all' | 'unread';
  readonly bookings: 'all' | 'unread';
}

interface Seen {
  readonly patient: string;
  readonly visits: number;
  readonly last: Day;
}

/** Reads it under the user's own token; nothing of it outlasts the answer. */
export async function readGoodbyes(work: OwnWork, user: OwnUser, leaving: Leaving, asOf: Day): Promise<GoodbyeList> {
  const { visits, failure } = await work.readVisits(user, lookBack(asOf, goodbyeMonths).from);
  const list = { goodbyes: [], cut: false, people: 'all', bookings: 'all' } as const;
  // What the server does not let this user look for, in whichever way it says so.
  if (failure === 'rejected' || failure === 'refused' || failure === 'not-found')
    return { ...list, visits: 'not-allowed' };
  if (failure !== undefined && visits.length === 0) return { ...list, visits: 'unread' };
  const read = failure === undefined ? 'all' : 'not-all';
  return { ...(await listed(work, user, mostSeen(visits, leaving), leaving.day)), visits: read };
}

async function listed(
  work: OwnWork,
  user: OwnUser,
  seen: readonly Seen[],
  lastDay: Day,
): Promise<Omit<GoodbyeList, 'visits'>> {
  const found: Goodbye[] = [];
  let [people, bookings]: [GoodbyeList['people'], GoodbyeList['bookings']] = ['all', 'all'];
  let at = 0;
  for (; at < Math.min(seen.length, lotSize * mostLots) && found.length < mostGoodbyes; at += lotSize) {
    const lot = new Map(seen.slice(at, at + lotSize).map((one) => [one.patient, one]));
    const read = await work.readPeople(user, [...lot.keys()], lastDay);
    if (read.failure !== undefined) people = 'unread';
    if (read.bookingFailure !== undefined) bookings = 'unread';
    for (const { patient, booked, name, born, next } of read.people) {
      const one = lot.get(patient);
      if (one !== undefined && !booked) found.push({ name, born, next, visits: one.visits, last: one.last });
    }
  }
  return {
    goodbyes: found.slice(0, mostGoodbyes),
    cut: found.length > mostGoodbyes || at < seen.length,
    people,
    bookings,
  };
}

/** By the number of days, then the latest visit; a visit that is known to have been elsewhere is none of the place that is left. */
function mostSeen(visits: readonly OwnVisit[], { organisation }: Leaving): readonly Seen[] {
  const here = visits.filter(({ at }) => at.length === 0 || at.includes(organisation));
  const byPatient = Map.groupBy(here, ({ patient }) => patient);
  return [...byPatient]
    .map(([patient, own]) => ({
      patient,
      visits: new Set(own.map(({ day }) => day)).size,
      last: greatest(own.map(({ day }) => day)),
    }))
    .sort((a, b) => b.visits - a.visits || b.last - a.last || (a.patient < b.patient ? -1 : 1));
}
