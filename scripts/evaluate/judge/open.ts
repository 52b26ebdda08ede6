import type { Encounter, Patient, Resource } from '@medplum/fhirtypes';
import type { Detector, Finding } from '#src/detectors/detector.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { toReading, type WeekRows } from '#src/fhir/mappers/index.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Day } from '#src/history/calendar.ts';
import type { Reading } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import type { ChartOpening, Life } from '../lives/life.ts';
import { activityOf } from '../lives/practice.ts';
import { recordOn } from '../lives/record.ts';

const msPerDay = 86_400_000;
const noon = msPerDay / 2;
/** How many days back the clinicians' activity with anyone can be read. */
const activityDays = 365;
const codeSets = loadCodeSets();

/** A life's record, mapped once as it was on its last day. */
export interface MappedLife {
  readonly life: Life;
  readonly reading: Reading;
  /** Number of entries that could not be used. */
  readonly unusable: number;
}

/** Maps all of a life's record. */
export function mapLife(life: Life): MappedLife {
  const last = life.openings.at(-1)?.day ?? 0;
  const first = life.openings[0]?.day ?? last;
  const at = { day: last, user: life.openings.at(-1)?.user ?? 'usual' };
  const resources = [...recordOn(life.record), ...recordOn(life.practice.record)];
  const { reading, tally } = map(resources, at, activityIn(life, first - activityDays, last));
  return { life, reading, unusable: [...tally.values()].reduce((sum, each) => sum + each, 0) };
}

/** Opens a mapped chart with everything recorded after the day hidden, as replays do. */
export function openAsKnown(
  { reading }: MappedLife,
  at: ChartOpening,
  detectors: readonly Detector[],
): readonly Finding[] {
  return runDetectors(detectors, reading, openingOf(reading, at)).findings;
}

/** Opens a chart from the resources as they were on that day, which must find the same. */
export function openFromResources(
  { life }: MappedLife,
  at: ChartOpening,
  detectors: readonly Detector[],
): readonly Finding[] {
  const resources = [...recordOn(life.record, at.day), ...recordOn(life.practice.record, at.day)];
  const { reading, opening } = map(resources, at, activityIn(life, at.day - activityDays, at.day));
  return runDetectors(detectors, reading, opening).findings;
}

/** An opening as the mapper would make it; an appointment of the user with the person today is the current visit. */
export function openingOf(reading: Reading, { day, user }: ChartOpening): Opening {
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

type Activity = ReadonlyMap<string, Encounter[]>;

function map(resources: readonly Resource[], { day, user }: ChartOpening, activity: Activity) {
  const rows = [...activity].map(
    ([key, encounters]) => [key, { known: true as const, value: { complete: false, rows: encounters } }] as const,
  );
  const sources = {
    patient: resources.find((one): one is Patient => one.resourceType === 'Patient'),
    resources: Map.groupBy(resources, ({ resourceType }) => resourceType as string),
    unread: new Map(),
    staff: 'server' as const,
    activity: new Map(rows),
    practiceWeeks: [atWork],
  };
  const at = {
    asOf: day,
    now: day * msPerDay + noon,
    timeZone: 'UTC',
    userId: `Practitioner/${user}`,
    encounterId: undefined,
    offered: [],
  };
  return toReading(sources, at, codeSets);
}

function activityIn({ practice, judged }: Life, from: Day, to: Day): Activity {
  return judged === undefined
    ? activityOf(
        practice.workers.filter(({ kind }) => kind !== 'nurse'),
        from,
        to,
      )
    : new Map();
}
