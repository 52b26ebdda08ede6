import { conditions } from '#src/detectors/signature/conditions.ts';
import type { Feature, History, Scene } from '#src/detectors/signature/feature.ts';
import { featuresOf } from '#src/detectors/signature/features.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import type { DateRange } from '#src/history/calendar.ts';
import type { Measure, Medicine, Observation, Order, Person } from '#src/history/history.ts';
import { openedBy, readingOf, today } from '../../support/builders.ts';

let count = 0;
const next = (): number => {
  count += 1;
  return count;
};

/** What E1 sees of an ordinary person, with what differs. */
export function history(difference: Partial<History>): History {
  const { person, clinicians } = readingOf({});
  return {
    person: (person.known ? person.value : {}) as Person,
    contacts: [],
    conditions: [],
    bookings: [],
    observations: [],
    medicines: [],
    invitations: [],
    ...(clinicians.known && { clinicians: clinicians.value }),
    ...difference,
  };
}

/** A measurement so many days before today. */
export function observation(measure: Measure, daysAgo: number, value: number, contact?: string): Observation {
  return { reference: `Observation/${next()}`, day: today - daysAgo, groups: [], measure, value, contact };
}

/** A repeat medicine with supplies so many days before today, each for `days`. */
export function medicine(
  groups: readonly string[],
  daysAgo: readonly number[],
  days: number,
  order: Partial<Order> = {},
): Medicine {
  return {
    key: `medicine ${next()}`,
    name: 'a medicine',
    groups,
    orders: [
      {
        reference: `MedicationRequest/${next()}`,
        authored: today - (daysAgo[0] ?? 0),
        state: 'active',
        ended: undefined,
        repeat: true,
        asNeeded: false,
        batch: false,
        ...order,
      },
    ],
    supplies: daysAgo.map((ago) => ({ reference: `MedicationDispense/${next()}`, day: today - ago, days })),
  };
}

/** A period that ends so many days before today. */
export function period(fromDaysAgo: number, toDaysAgo: number): DateRange {
  return { from: today - fromDaysAgo, to: today - toDaysAgo };
}

/** One sign of a condition (depression unless told otherwise) in a history. */
export function signOf(
  name: Feature['sign'],
  of: Partial<History>,
  difference: Partial<Scene> = {},
): Feature | undefined {
  const scene: Scene = {
    history: history(of),
    row: { ...conditions.depression, signs: [name] },
    asOf: today,
    now: openedBy().now,
    settled: [],
    relapseContacts: new Set(),
    thresholds: settings.parse({}),
    ...difference,
  };
  return featuresOf(scene)[0];
}
