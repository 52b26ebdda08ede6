import { describe, expect, test } from '@jest/globals';
import { activityOf } from '#src/history/activity.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import type { Activity, Known, Part, Reading, RelationalHistory } from '#src/history/history.ts';
import { booking, clinician, condition, contact, type Life, readingOf, role, today } from '../support/builders.ts';

/** A part of a life as it was known today. */
function known<P extends Part>(part: P, life: Life): RelationalHistory[P] {
  const read: Reading[P] = asKnownOn(readingOf(life), today)[part];
  if (!read.known) throw new Error(`${part} is not known`);
  return read.value as RelationalHistory[P];
}

const order = (authored: number | undefined, ended?: number) => ({
  reference: 'MedicationRequest/1',
  authored,
  state: ended === undefined ? ('active' as const) : ('stopped' as const),
  ended,
  repeat: true,
  asNeeded: false,
  batch: false,
});
const medicine = (orders: ReturnType<typeof order>[], supplied: readonly number[] = []) => ({
  key: 'm',
  name: 'm',
  groups: [],
  orders,
  supplies: supplied.map((day) => ({ reference: `MedicationDispense/${day}`, day, days: 28 })),
});
const invitation = (day: number | undefined, closed?: number | 'undated') => ({
  reference: 'Task/1',
  day,
  kinds: [],
  what: undefined,
  closed:
    closed === undefined ? undefined : { as: 'declined' as const, day: closed === 'undated' ? undefined : closed },
  bounced: false,
});
const plan = (since: number | undefined, closed?: number) => ({
  reference: 'Task/1',
  kind: 'task' as const,
  since,
  closed,
  due: today + 40,
});

describe('what was recorded later is hidden', () => {
  test('contacts, observations and procedures of a later day; what has no day stays', () => {
    const contacts = [contact('A', 1), contact('A', 0), contact('A', -1), contact('A', 0, { day: undefined })];
    expect(known('contacts', { contacts }).map(({ day }) => day)).toEqual([today - 1, today, undefined]);
    const observation = { groups: [], measure: undefined, value: undefined, contact: undefined };
    const observations = [today, today + 1].map((day) => ({ ...observation, reference: `Observation/${day}`, day }));
    expect(known('observations', { observations })).toEqual(observations.slice(0, 1));
    const procedures = [today, today + 1].map((day) => ({ reference: `Procedure/${day}`, day, kinds: [], done: true }));
    expect(known('procedures', { procedures })).toEqual(procedures.slice(0, 1));
  });

  test('a death: whoever died later was alive, and one that nothing dates holds for every day', () => {
    const dead = (deceasedFrom: number | undefined) => ({ person: { deceased: true, deceasedFrom } });
    expect(known('person', dead(today + 1))).toMatchObject({ deceased: false, deceasedFrom: undefined });
    expect(known('person', dead(today))).toMatchObject({ deceased: true, deceasedFrom: today });
    expect(known('person', dead(undefined)).deceased).toBe(true);
  });

  test('problems by the day of their record, else by that on which they began', () => {
    const conditions = [
      condition([], 0),
      condition([], -1, { onset: today - 100 }),
      condition([], 0, { recorded: undefined, onset: today + 1 }),
    ];
    expect(known('conditions', { conditions })).toEqual(conditions.slice(0, 1));
  });

  test('orders and supplies; a medicine of which nothing is left is none', () => {
    const medicines = [
      medicine([order(today - 9), order(today + 1)], [today, today + 1]),
      medicine([order(today + 1)]),
    ];
    expect(known('medicines', { medicines })).toEqual([medicine([order(today - 9)], [today])]);
  });

  test('invitations, plans and notes of signs', () => {
    expect(known('invitations', { invitations: [invitation(today + 1), invitation(today)] })).toHaveLength(1);
    expect(known('plans', { plans: [plan(today + 1), plan(today), plan(undefined)] })).toHaveLength(2);
    const note = {
      reference: 'CarePlan/1',
      author: undefined,
      together: false,
      words: undefined,
      minSigns: 1,
      windowDays: 28,
      groups: [],
    };
    const seen = [today, today + 1].map((day) => ({ references: [`Condition/${day}`], day }));
    const sign = { text: 'headache', detection: undefined, withinDays: undefined, seen };
    const signatures = [today, today + 1].map((written) => ({ ...note, written, signs: [sign] }));
    expect(known('signatures', { signatures })).toEqual([
      { ...note, written: today, signs: [{ ...sign, seen: seen.slice(0, 1) }] },
    ]);
  });

  test('a clinician’s later days with anyone', () => {
    const activity = new Map<string, Known<Activity>>([
      ['A', { known: true, value: { days: [today + 1, today, today - 5], since: today - 90 } }],
    ]);
    expect(activityOf('A', known('activity', { activity }))?.days).toEqual([today, today - 5]);
  });
});

describe('what changed later is as it was before', () => {
  test('a problem that ended later was there; one that ended today is over', () => {
    const over = (day: number) => condition([], 100, { active: false, ended: day });
    const conditions = [over(today + 1), over(today)];
    expect(known('conditions', { conditions }).map(({ active, ended }) => [active, ended])).toEqual([
      [true, undefined],
      [false, today],
    ]);
  });

  test('a stay that ended later was going on; one that ended today is over', () => {
    const contacts = [contact('A', 9, { until: today + 1 }), contact('A', 8, { until: today })];
    expect(known('contacts', { contacts }).map(({ state, until }) => [state, until])).toEqual([
      ['underway', undefined],
      ['finished', today],
    ]);
  });

  test('an order that was stopped later was active', () => {
    const medicines = [medicine([order(today - 9, today + 1)]), medicine([order(today - 9, today)])];
    expect(known('medicines', { medicines })).toEqual([
      medicine([order(today - 9)]),
      medicine([order(today - 9, today)]),
    ]);
  });

  test('an invitation that was answered later stood; of an answer without a day that can’t be told', () => {
    const invitations = [today + 1, today, 'undated' as const].map((day) => invitation(today - 9, day));
    expect(known('invitations', { invitations }).map(({ closed }) => closed?.as)).toEqual([
      undefined,
      'declined',
      'declined',
    ]);
  });

  test('a plan that was closed later was open; one that was closed by today is none', () => {
    const plans = [plan(today - 9, today + 1), plan(today - 9, today)];
    expect(known('plans', { plans })).toEqual([plan(today - 9)]);
  });

  test('a promise that was kept later was open; letters of later days were not known, those of earlier days were', () => {
    const promise = { reference: 'Task/1', kind: 'result' as const, since: undefined, due: today - 20 };
    const later = { ...promise, closed: today + 1, letters: [today - 10, today + 2] };
    const over = { ...promise, closed: today, letters: [] };
    expect(known('promises', { promises: [later, over] })).toEqual([
      { ...promise, closed: undefined, letters: [today - 10] },
      over,
    ]);
  });

  test('a role that is no longer held stays so: its end may be the one that was meant once', () => {
    const clinicians = [clinician('A', [role('A', 'gp', { active: false, end: today + 1 })])];
    const reading = readingOf({ clinicians });
    expect(asKnownOn(reading, today).clinicians).toBe(reading.clinicians);
  });
});

describe('an appointment ahead', () => {
  test('that was made by then stood, whatever came of it; who did not come was not known', () => {
    const bookings = [booking(-10, { state: 'missed', by: 'person', created: today })];
    expect(known('bookings', { bookings })).toMatchObject([{ state: 'booked', by: undefined }]);
  });

  test('that was made later was not known; nor, where that is not recorded, one that is over', () => {
    const bookings = [
      booking(-10, { created: today + 1 }),
      booking(-10, { state: 'attended', created: undefined }),
      booking(-10, { created: undefined }),
    ];
    expect(known('bookings', { bookings })).toEqual(bookings.slice(2));
  });
});

test('where nothing is hidden each part is the very same, so that what was computed for it stands', () => {
  const reading = readingOf({
    contacts: [contact('A', 3)],
    bookings: [booking(3)],
    conditions: [condition([], 3)],
    medicines: [medicine([order(today - 3)], [today - 3])],
    invitations: [invitation(today - 3)],
    plans: [plan(today - 3)],
  });
  const after = asKnownOn(reading, today);
  for (const part of [
    'contacts',
    'bookings',
    'conditions',
    'medicines',
    'invitations',
    'plans',
    'clinicians',
  ] as const) {
    const [before, now] = [reading[part], after[part]];
    expect(before.known && now.known && before.value === now.value).toBe(true);
  }
});

test('a part that was not read stays so', () => {
  const unread: readonly Part[] = ['contacts', 'conditions', 'medicines', 'plans', 'clinicians', 'activity'];
  const reading = readingOf({ unread });
  for (const part of unread) expect(asKnownOn(reading, today)[part]).toEqual(reading[part]);
});
