import { isoDay, parseDay } from '#src/history/calendar.ts';
import type { Counts } from '#src/practice/counts.ts';
import type { ExportedPerson } from '#src/practice/people/exported-person.ts';
import { type ReplayOptions, replayFlags, replayOptions } from '#src/practice/replay/options.ts';
import { replayWork } from '#src/practice/replay/work.ts';
import { readSite } from '#src/practice/site.ts';
import type { RunFacts, WorkSite } from '#src/practice/work.ts';
import { today } from '../../support/builders.ts';
import { type Drawn, on, reading } from '../../support/given.ts';

/** A person of an export, drawn as tables; everyone worked here in every week. */
export function exported(id: string, history: Drawn, asOf = today): ExportedPerson {
  const read = reading(history);
  const person = read.person.known
    ? { known: true as const, value: { ...read.person.value, reference: `Patient/${id}` } }
    : read.person;
  return {
    reference: `Patient/${id}`,
    reading: { ...read, person },
    opening: { ...on(isoDay(asOf)), user: { kind: 'unresolved' }, now: (asOf + 1) * 86_400_000 - 1 },
    places: { home: 'Organization/home', isHere: () => true },
    consulted: { activityOn: () => read.activity, weeks: read.consultingWeeks, wasSeen: () => true },
  };
}

/** The options that these flags make, as of the tests' today. */
export function optionsOf(flags: object = {}, asOf = today): ReplayOptions {
  return replayOptions(replayFlags.parse(flags), asOf, siteOf().config);
}

/** Options with these openings of a log. */
export function withLog(...rows: readonly (readonly [time: string, patient: string, user: string])[]): ReplayOptions {
  const openings = rows.map(([time, patient, user]) => ({ time, patient, user }));
  const flags = { ...replayFlags.parse({}), openings: { kind: 'log' as const, unnamed: 0, openings } };
  return replayOptions(flags, today, siteOf().config);
}

/** The settings of a site with this environment. */
export function siteOf(env: Readonly<Record<string, string>> = {}): WorkSite {
  return { ...readSite(env), consultingDays: new Map() };
}

/** What is counted of these people, one after the other. */
export function replayed(people: readonly ExportedPerson[], options = optionsOf(), site = siteOf()): Counts {
  const work = replayWork.begin(options, site);
  const counts: Counts = new Map();
  for (const person of people) work(person, counts);
  return counts;
}

/** Nothing went wrong, and everybody has a name. */
export const facts: RunFacts = {
  asOf: today,
  people: 1,
  failedPeople: 0,
  lostShards: [],
  rows: new Map(),
  unplaced: new Map(),
  nameOf: (reference) => `Dr ${reference}`,
  identifierOf: () => undefined,
};

export function dayOf(iso: string): number {
  const day = parseDay(iso);
  if (day === undefined) throw new Error(`no day: ${iso}`);
  return day;
}
