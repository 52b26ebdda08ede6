import type { Resource } from '@medplum/fhirtypes';
import type { Detector, Finding } from '#src/detectors/detector.ts';
import { detectors } from '#src/detectors/index.ts';
import { neededFor, runDetectors, type Settings } from '#src/detectors/run.ts';
import { toReading, type WeekRows } from '#src/fhir/mappers/index.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import type { ChartOpening, Life } from '../lives/life.ts';
import { activityOf, type Worker } from '../lives/practice.ts';
import { recordOn } from '../lives/record.ts';
import { consultingWeeks, sourcesOf, weeksSeen } from './reads.ts';

const msPerDay = 86_400_000;
const noon = msPerDay / 2;
/** How many days back the clinicians' activity with anyone can be read. */
const activityDays = 365;
const codeSets = loadCodeSets();

/** A life's record, mapped once as it was on its last day. */
export interface MappedLife {
  readonly life: Life;
  readonly reading: Reading;
  /** The last opening as it was mapped. */
  readonly last: Opening;
  /** Number of entries that could not be used. */
  readonly unusable: number;
}

/** Maps all of a life's record. */
export function mapLife(life: Life): MappedLife {
  const last = life.openings.at(-1)?.day ?? 0;
  const first = life.openings[0]?.day ?? last;
  const at = life.openings.at(-1) ?? { day: last, user: 'usual' };
  const resources = [...recordOn(life.record), ...recordOn(life.practice.record)];
  const { reading, opening, tally } = map(life, resources, at, first - activityDays);
  // A reader asks only for the weeks of a move that shows on its own day; earlier openings may have had another.
  const consulting = { known: true as const, value: weeksSeen(doctorsOf(life), resources) };
  return {
    life,
    reading: { ...reading, consultingWeeks: consulting },
    last: opening,
    unusable: [...tally.values()].reduce((sum, each) => sum + each, 0),
  };
}

/** Opens a mapped chart with everything recorded after the day hidden, as replays do. */
export function openAsKnown(
  mapped: MappedLife,
  at: ChartOpening,
  used: readonly Detector[],
  settings?: Settings,
): readonly Finding[] {
  return runDetectors(used, mapped.reading, openingOf(mapped, at), settings).findings;
}

/** Opens a chart from the resources as they were on that day, which must find the same. */
export function openFromResources(
  { life }: MappedLife,
  at: ChartOpening,
  used: readonly Detector[],
): readonly Finding[] {
  const resources = [...recordOn(life.record, at.day), ...recordOn(life.practice.record, at.day)];
  const { reading, opening } = map(life, resources, at, at.day - activityDays);
  return runDetectors(used, reading, opening).findings;
}

/** An opening as the mapper would make it; an appointment of the user with the person today is the current visit. */
export function openingOf({ life, reading, last }: MappedLife, at: ChartOpening): Opening {
  const { day, user } = at;
  if (at === life.openings.at(-1)) return last;
  const clinician = `Practitioner/${user}`;
  const bookings = reading.bookings.known ? reading.bookings.value : [];
  const booking = bookings.find(
    (one) =>
      one.day === day && (one.state === 'booked' || one.state === 'attended') && one.clinicians.includes(clinician),
  );
  return {
    asOf: day,
    now: day * msPerDay + noon,
    user: { kind: 'clinician', clinician },
    visit: booking && {
      reference: booking.reference,
      emergency: false,
      duty: booking.duty,
      homeVisit: false,
      clinician,
      onward: false,
    },
    proposed: [],
  };
}

/** The practice of a synthetic life is always at work. */
const atWork: WeekRows = {
  monday: 0,
  complete: true,
  rows: [{ resourceType: 'Encounter', status: 'finished', period: { start: '1970-01-01' } }],
};

/** Maps resources as they were on the day of an opening; clinicians' activity is read from a day on. */
function map(life: Life, resources: readonly Resource[], { day, user, visit, offered = [] }: ChartOpening, from: Day) {
  const read = sourcesOf(resources);
  const doctors = doctorsOf(life);
  const rows = [...activityOf(doctors, from, day)].map(
    ([key, encounters]) => [key, { known: true as const, value: { complete: false, rows: encounters } }] as const,
  );
  const sources = {
    ...read,
    unread: new Map(),
    staff: 'server' as const,
    activity: new Map(rows),
    practiceWeeks: [atWork],
    consultingWeeks: consultingWeeks(doctors, read.resources),
  };
  const at = {
    asOf: day,
    now: day * msPerDay + noon,
    timeZone: 'UTC',
    userId: `Practitioner/${user}`,
    encounterId: visit,
    offered,
  };
  return toReading(sources, at, codeSets);
}

/** Those whose activity is read, if any. */
function doctorsOf(life: Life): readonly Worker[] {
  return usesActivity(life) ? life.practice.workers.filter(({ kind }) => kind !== 'nurse') : [];
}

/** A detection that is judged, or one that it rests on, uses what clinicians did with anyone. */
function usesActivity({ judged }: Life): boolean {
  const used = judged === undefined ? detectors : neededFor(judged, detectors);
  const parts = used.flatMap(({ needs, uses }) => [...needs, ...uses]);
  return parts.includes('activity') || parts.includes('consultingWeeks');
}
