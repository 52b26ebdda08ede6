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
/** Days of the clinicians' activity with anyone that can be read back. */
const activityDays = 365;
const codeSets = loadCodeSets();

/** A life's record, mapped once as it is on its last day. */
export interface Mapped {
  readonly life: Life;
  readonly reading: Reading;
  /** How much of the record could not be used. */
  readonly unusable: number;
}

/** Maps a life with all of its record. */
export function mapLife(life: Life): Mapped {
  const last = life.openings.at(-1)?.day ?? 0;
  const first = life.openings[0]?.day ?? last;
  const at = { day: last, user: life.openings.at(-1)?.user ?? 'usual' };
  const resources = [...recordOn(life.record), ...recordOn(life.practice.record)];
  const { reading, tally } = map(resources, at, activityIn(life, first - activityDays, last));
  return { life, reading, unusable: [...tally.values()].reduce((sum, each) => sum + each, 0) };
}

/** Opens a mapped chart: what was recorded after the day is hidden. */
export function openHidden({ reading }: Mapped, at: ChartOpening, detectors: readonly Detector[]): readonly Finding[] {
  return runDetectors(detectors, reading, openingOf(reading, at)).findings;
}

/** Opens a chart the full way: from the resources as they were on that day. */
export function openFully({ life }: Mapped, at: ChartOpening, detectors: readonly Detector[]): readonly Finding[] {
  const resources = [...recordOn(life.record, at.day), ...recordOn(life.practice.record, at.day)];
  const { reading, opening } = map(resources, at, activityIn(life, at.day - activityDays, at.day));
  return runDetectors(detectors, reading, opening).findings;
}

/** What a mapper makes of an opening: who, when and, where the user has an appointment with the person today, which visit. */
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

/** The practice of a made life is always at work. */
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
