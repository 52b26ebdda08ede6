import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { repeatedGoodbyes } from '#src/detectors/departures/repeated-goodbyes.ts';
import { traineeChangeover } from '#src/detectors/departures/trainee-changeover.ts';
import { usualClinicianAway } from '#src/detectors/departures/usual-clinician-away.ts';
import { usualClinicianLeaving } from '#src/detectors/departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from '#src/detectors/departures/usual-clinician-left.ts';
import type { Finding } from '#src/detectors/detector.ts';
import { detectors } from '#src/detectors/index.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Activity, Contact, Known, Part } from '#src/history/history.ts';
import type { Opening } from '#src/history/opening.ts';
import { booking as bookingOf, condition, contact } from '../support/builders.ts';
import { type Drawn, given, on, reading } from '../support/given.ts';

const departures = [usualClinicianLeft, usualClinicianAway, usualClinicianLeaving, traineeChangeover, repeatedGoodbyes];
const today = on('2026-11-24', { user: 'dr-user', visit: true });

const everyone = 'roles dr-wren\n dr-roy\n nurse-dean\n locum-lane';
/** Lives in which something is found, so that the properties speak of more than silence. */
const telling: Readonly<Record<string, Drawn>> = {
  'usual-clinician-left': given(
    everyone,
    'contacts 2024-01-10 to 2026-08-10 every 70 days | dr-ayla',
    'roles dr-ayla | ended 2026-08-31',
  ),
  'usual-clinician-away': given(
    everyone,
    'contacts 2024-01-10 to 2026-08-10 every 70 days | dr-ayla',
    'bookings 2026-12-10 | dr-wren',
    'activity dr-ayla | 30 a week, 2026-04-01 to 2026-09-20\n dr-wren | 30 a week, 2026-04-01 to 2026-11-24',
  ),
  'usual-clinician-away, as recorded': given(
    everyone,
    'contacts 2024-01-10 to 2026-08-10 every 70 days | dr-ayla',
    'plans task',
    'roles dr-ayla | away 2026-09-20 to 2027-03-31',
  ),
  'usual-clinician-left, without a date': given(
    everyone,
    'contacts 2024-01-10 to 2026-08-10 every 70 days | dr-ayla',
    'roles dr-ayla | inactive',
    'activity dr-ayla | 30 a week, 2026-04-01 to 2026-08-31',
  ),
  'usual-clinician-leaving': given(
    everyone,
    'contacts 2025-01-10 to 2026-11-10 every 70 days | dr-ayla',
    'roles dr-ayla | ends 2027-01-31',
    'bookings 2026-12-10 | dr-ayla',
  ),
  'trainee-changeover': given(
    everyone,
    'contacts 2026-07-10 to 2026-11-10 every 30 days | dr-osei',
    'roles dr-osei | trainee | since 2026-02-04 | ends 2027-02-03',
  ),
  'repeated-goodbyes': given(
    everyone,
    'contacts 2024-01-10 to 2025-01-10 every 70 days | dr-ames\n 2025-01-20 to 2026-08-10 every 70 days | dr-bell',
    'roles dr-ames | ended 2025-01-31\n dr-bell | ended 2026-08-31',
  ),
};

const people = ['dr-ayla', 'dr-wren', 'dr-roy', 'dr-osei', 'dr-ames', 'nurse-dean', 'locum-lane'];
const someContacts = (from: number, to: number) =>
  fc.array(
    fc
      .record({ who: fc.constantFrom(...people), daysAgo: fc.integer({ min: to, max: from }), n: fc.nat({ max: 9 }) })
      .map(({ who, daysAgo, n }): Contact => seen(who, daysAgo, n === 0 ? { here: false } : {})),
    { maxLength: 5 },
  );
const someLife: fc.Arbitrary<Drawn> = fc
  .record({ base: fc.constantFrom(...Object.values(telling)), more: someContacts(1500, 0) })
  .map(({ base, more }) => withContacts(base, more));

function seen(who: string, daysAgo: number, difference: Partial<Contact> = {}): Contact {
  const day = today.asOf - daysAgo;
  return contact(who, 0, { day, startedAt: day * 86_400_000 + 36_000_000, ...difference });
}

function withContacts(life: Drawn, more: readonly Contact[]): Drawn {
  const contacts = [...life.contacts, ...more.map((one, i) => ({ ...one, reference: `Encounter/more${i}` }))];
  return { ...life, contacts };
}

function found(life: Drawn, opening: Opening = today, asked: Parameters<typeof runDetectors>[0] = departures) {
  const { findings, skipped } = runDetectors(asked, reading(life), opening);
  expect(skipped.filter(({ why }) => why === 'threw')).toEqual([]);
  return findings;
}

test.each(Object.entries(telling))('the life that tells %s does', (code, life) => {
  expect(found(life).map((finding) => finding.code)).toContain(code.replace(/,.*/, ''));
});

describe('whatever the life', () => {
  test('moving all its days alike by weeks moves the days that are told, and changes nothing else', () => {
    const onlyRecorded = departures.filter(({ code }) => code !== 'trainee-changeover');
    fc.assert(
      fc.property(someLife, fc.integer({ min: -300, max: 300 }), (life, weeks) => {
        const days = 7 * weeks;
        const opening = { ...today, asOf: today.asOf + days, now: today.now + days * 86_400_000 };
        const moved = found(movedBy(life, days), opening, onlyRecorded);
        expect(moved.map(withoutYears)).toEqual(found(life, today, onlyRecorded).map((one) => movedFinding(one, days)));
      }),
    );
  });

  test('what is dated after today changes nothing', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 });
    const booking = fc.record({
      state: fc.constantFrom('booked', 'attended', 'missed', 'cancelled'),
      who: fc.constantFrom(...people),
    });
    fc.assert(
      fc.property(someLife, someContacts(-1, -400), days, booking, (life, later, ahead, { state, who }) => {
        const after = withContacts(life, later);
        const bookings = ahead.map((n, i) =>
          bookingOf(0, {
            reference: `Appointment/later${i}`,
            day: today.asOf + n + 5,
            state,
            clinicians: [who],
            // An appointment that stands and was made by today is known today.
            created: state === 'booked' ? today.asOf + n : undefined,
          }),
        );
        const conditions = ahead.map((n) =>
          condition(['dementia'], 0, { reference: `Condition/later${n}`, recorded: today.asOf + n }),
        );
        const activity = new Map(
          [...life.activity].map(([key, one]) => [
            key,
            changed(one, ({ days, since }) => ({
              days: [...ahead.map((n) => today.asOf + n).sort((a, b) => b - a), ...days],
              since,
            })),
          ]),
        );
        expect(found({ ...after, bookings: [...life.bookings, ...bookings], activity, conditions })).toEqual(
          found(life),
        );
      }),
    );
  });

  test('the order in which clinicians, roles and bookings came changes nothing', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        const clinicians = new Map(
          [...life.clinicians].toReversed().map(([key, one]) => [key, { ...one, roles: one.roles?.toReversed() }]),
        );
        const turned = { ...life, clinicians, bookings: life.bookings.toReversed() };
        expect(found(turned).map(sorted)).toEqual(found(life).map(sorted));
      }),
    );
  });

  test('a visit entered in error changes nothing but what is told as not counted', () => {
    fc.assert(
      fc.property(someLife, fc.constantFrom(...people), fc.nat({ max: 1500 }), (life, who, daysAgo) => {
        const wrong = seen(who, daysAgo, { excluded: 'entered-in-error' });
        const after = found({ ...life, contacts: [...life.contacts, { ...wrong, reference: 'Encounter/wrong' }] });
        const told = after.map((one) => ({
          ...one,
          notCounted: one.notCounted.filter(({ reference }) => reference !== 'Encounter/wrong'),
        }));
        expect(told).toEqual(found(life));
      }),
    );
  });

  test('no number is counted twice, and nothing is both counted and not', () => {
    fc.assert(
      fc.property(someLife, (life) => {
        for (const { counted, notCounted, number, span } of found(life)) {
          const all = [...counted, ...notCounted.map(({ reference }) => reference)];
          expect(new Set(all).size).toBe(all.length);
          expect(counted.filter((reference) => reference.startsWith('Encounter/'))).toHaveLength(number);
          expect(span.from).toBeLessThanOrEqual(span.to);
        }
      }),
    );
  });

  test('without the contacts, the staff or the clinicians nothing is found', () => {
    fc.assert(
      fc.property(someLife, fc.constantFrom<Part>('contacts', 'roles', 'clinicians'), (life, part) => {
        expect(found({ ...life, unread: [part] })).toEqual([]);
      }),
    );
  });

  test('of someone new to the practice nothing is found', () => {
    fc.assert(
      fc.property(someLife, fc.nat({ max: 181 }), (life, daysAgo) => {
        const registration = { ...life.registration, since: today.asOf - daysAgo };
        expect(found({ ...life, registration }, today, detectors)).toEqual([]);
      }),
    );
  });

  test('nothing is told of the departures of someone who came to this practice only later', () => {
    const gone = departures.filter(({ code }) => code === 'usual-clinician-left' || code === 'repeated-goodbyes');
    fc.assert(
      fc.property(someLife, fc.nat({ max: 2000 }), (life, daysAgo) => {
        const since = today.asOf - daysAgo;
        for (const { facts } of found({ ...life, registration: { ...life.registration, since } }, today, gone))
          for (const left of [facts.left ?? []].flat()) expect(String(left) >= isoDay(since)).toBe(true);
      }),
    );
  });
});

function movedBy(life: Drawn, days: number): Drawn {
  const moved = <T extends number | undefined>(day: T): T => (day === undefined ? day : day + days) as T;
  return {
    ...life,
    contacts: life.contacts.map((one) => ({
      ...one,
      day: moved(one.day),
      startedAt: one.startedAt === undefined ? undefined : one.startedAt + days * 86_400_000,
    })),
    bookings: life.bookings.map((one) => ({ ...one, day: moved(one.day), created: moved(one.created) })),
    person: { ...life.person, registeredSince: moved(life.person.registeredSince) },
    activity: new Map(
      [...life.activity].map(([key, one]) => [
        key,
        changed(one, (own) => ({ days: own.days.map(moved), since: moved(own.since) })),
      ]),
    ),
    clinicians: new Map(
      [...life.clinicians].map(([key, one]) => [
        key,
        {
          ...one,
          roles: one.roles?.map((role) => ({
            ...role,
            start: moved(role.start),
            end: moved(role.end),
            away: role.away.map(({ from, to }) => ({ from: moved(from), to: moved(to) })),
          })),
        },
      ]),
    ),
  };
}

function movedFinding(finding: Finding, days: number): object {
  const { span, ...rest } = finding;
  const told = JSON.stringify(withoutYears({ ...rest, span: { from: span.from + days, to: span.to + days } }));
  return JSON.parse(
    told.replace(/\d{4}-\d{2}-\d{2}/g, (iso) => isoDay(Date.parse(`${iso}T00:00:00Z`) / 86_400_000 + days)),
  );
}

/** The year of a day need not move with it. */
function withoutYears({ facts: { since: _, ...facts }, ...finding }: Finding): object {
  return JSON.parse(JSON.stringify({ ...finding, facts }));
}

function sorted({ counted, notCounted, ...finding }: Finding): object {
  return { ...finding, counted: counted.toSorted(), notCounted: notCounted.map(({ reference }) => reference).sort() };
}

function changed(one: Known<Activity>, of: (activity: Activity) => Activity): Known<Activity> {
  return one.known ? { known: true, value: of(one.value) } : one;
}
