import { describe, expect, test } from '@jest/globals';
import { abruptMove } from '#src/detectors/rupture/abrupt-move.ts';
import { isSilent } from '#src/detectors/silence.ts';
import { isoDay, mondayOf } from '#src/history/calendar.ts';
import type { Contact, Known, PracticeWeek } from '#src/history/history.ts';
import {
  booking,
  clinician,
  condition,
  contact,
  drawn,
  found,
  known,
  type Life,
  observation,
  openedBy,
  practice,
  resultOf,
  role,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const finding = (life: Life, opening = openedBy()) => found(abruptMove, life, opening);
const fires = (life: Life, opening = openedBy()) => finding(life, opening) !== undefined;

/** Eight of ten visits with A in two years, the last of them 250 days ago. */
const before = drawn('AABAAAACAA', { from: 980, to: 250 });
const sinceDays = [200, 150, 100, 50];
const since = sinceDays.map((daysAgo) => contact('B', daysAgo));
const weeks = (days: readonly number[], seen = days.length): ReadonlyMap<string, Known<readonly PracticeWeek[]>> =>
  new Map([['A', known(days.map((daysAgo, i) => ({ monday: mondayOf(today - daysAgo), seen: i < seen })))]]);
const life = (more: Partial<Life> = {}): Life => ({
  contacts: [...before, ...since],
  consultingWeeks: weeks(sinceDays),
  ...more,
});
/** The same with these visits since, in whose weeks A was here. */
const movedBy = (visits: readonly Contact[], more: Partial<Life> = {}): Life =>
  life({
    contacts: [...before, ...visits],
    consultingWeeks: weeks([...new Set(visits.map(({ day = 0 }) => today - day))]),
    ...more,
  });
const withA = (one: ReturnType<typeof clinician>): Life =>
  life({ clinicians: [one, ...practice.filter(({ key }) => key !== 'A')] });

test('fires where all visits since are with others, though the usual clinician was here', () => {
  expect(finding(life())).toMatchObject({
    code: 'abrupt-move',
    facts: {
      clinician: { reference: 'A' },
      you: false,
      visits: 8,
      of: 10,
      until: isoDay(today - 250),
      since: 4,
      seen: 'others',
    },
    number: 14,
    unit: 'visits',
    changeKey: `A ${isoDay(today - 250)}`,
  });
  expect(abruptMove.offByDefault).toBe(true);
});

test('says whether the user is one of those seen since', () => {
  const mixed = [200, 150].map((daysAgo) => contact('U', daysAgo));
  expect(finding(movedBy([...mixed, contact('B', 100)]))?.facts.seen).toBe('both');
  expect(finding(movedBy([...mixed, contact('U', 100)]))?.facts.seen).toBe('you');
});

describe('stays silent', () => {
  test('after two visits, which is chance; fires after three', () => {
    expect(fires(movedBy(since.slice(0, 2)))).toBe(false);
    expect(fires(movedBy(since.slice(0, 3)))).toBe(true);
  });

  test('with fewer than six visits before', () => {
    const five = drawn('AAAAA', { from: 980, to: 250 });
    const visits = [...since, contact('B', 20)];
    const own = (contacts: readonly Contact[]) => movedBy(visits, { contacts: [...contacts, ...visits] });
    expect(fires(own(five))).toBe(false);
    expect(fires(own([contact('A', 1100), ...five]))).toBe(true);
  });

  test('where the one who was seen most was someone else', () => {
    const others = drawn('BABABABABABABABB', { from: 980, to: 251 });
    const last = contact('A', 250);
    const visits = [230, 190, 150, 110, 70, 30].map((daysAgo) => contact('C', daysAgo));
    expect(fires(movedBy(visits, { contacts: [...others, last, ...visits] }))).toBe(false);
  });

  test('where the visits since are urgent, of a duty doctor, with a nurse, of a series or elsewhere', () => {
    const kinds: Partial<Contact>[] = [
      { urgent: true },
      { duty: true },
      { clinician: 'N' },
      { series: 'vaccination' },
      { here: false },
    ];
    for (const kind of kinds) expect(fires(movedBy(since.map((one) => ({ ...one, ...kind }))))).toBe(false);
  });

  test('where they are of one time: within 28 days of one another they count once', () => {
    const close = [100, 90, 62].map((daysAgo) => contact('B', daysAgo));
    expect(fires(movedBy(close))).toBe(false);
    const apart = [158, 129, 100].map((daysAgo) => contact('B', daysAgo));
    expect(fires(movedBy(apart))).toBe(true);
  });

  test('where the last of them was over a year ago', () => {
    const old = drawn('AABAAAACAA', { from: 1380, to: 650 });
    const at = (days: readonly number[]) => {
      const visits = days.map((daysAgo) => contact('B', daysAgo));
      return movedBy(visits, { contacts: [...old, ...visits] });
    };
    expect(fires(at([600, 500, 420, 370]))).toBe(false);
    expect(fires(at([600, 500, 420, 360]))).toBe(true);
  });

  test('where the usual clinician consulted in under three of five of those weeks, or that was not read', () => {
    expect(fires(life({ consultingWeeks: weeks(sinceDays, 2) }))).toBe(false);
    expect(fires(life({ consultingWeeks: weeks(sinceDays, 3) }))).toBe(true);
    expect(fires(life({ consultingWeeks: weeks(sinceDays.slice(1)) }))).toBe(false);
    expect(fires(life({ consultingWeeks: new Map() }))).toBe(false);
    expect(fires(life({ consultingWeeks: new Map([['A', { known: false, why: 'refused' }]]) }))).toBe(false);
    expect(fires(life({ unread: ['consultingWeeks'] }))).toBe(false);
  });

  test('where a visit since may have been with the usual clinician', () => {
    const may = [
      contact(undefined, 120, { excluded: 'restricted' }),
      contact(undefined, 120, { excluded: 'clinician-not-recorded' }),
      contact(undefined, 120, { excluded: 'clinician-unread' }),
    ];
    for (const one of may) expect(fires(life({ contacts: [...before, ...since, one] }))).toBe(false);
    const unread = practice.map((one) => (one.key === 'B' ? clinician('B', undefined, { read: false }) : one));
    expect(fires(life({ clinicians: unread }))).toBe(false);
  });

  test('where the usual clinician is or was a trainee in that time', () => {
    expect(fires(withA(clinician('A', 'trainee')))).toBe(false);
    const ended = [role('A', 'trainee', { end: today - 300 }), role('A2')];
    expect(fires(withA(clinician('A', ended)))).toBe(false);
    const earlier = [role('A', 'trainee', { end: today - 1200 }), role('A2')];
    expect(fires(withA(clinician('A', earlier)))).toBe(true);
  });

  test('where an absence of the usual clinician is recorded in that time', () => {
    const away = (from: number, to: number) =>
      withA(clinician('A', [role('A', 'gp', { away: [{ from: today - from, to: today - to }] })]));
    expect(fires(away(180, 170))).toBe(false);
    expect(fires(away(400, 380))).toBe(true);
  });

  test('where the record names another clinician as the person’s own since', () => {
    const named = (who: string, daysAgo: number) =>
      life({ person: { namedClinician: who, namedSince: today - daysAgo } });
    expect(fires(named('B', 240))).toBe(false);
    expect(fires(named('A', 240))).toBe(true);
    expect(fires(named('B', 900))).toBe(true);
  });

  test('to the usual clinician, unless they asked for it', () => {
    expect(fires(life(), openedBy('A'))).toBe(false);
    const asked = withA(clinician('A', undefined, { optedIn: true }));
    expect(finding(asked, openedBy('A'))?.facts.you).toBe(true);
  });

  test('where another detection speaks of the same clinician', () => {
    expect(abruptMove.supersededBy).toEqual({
      codes: ['usual-clinician-left', 'usual-clinician-away', 'usual-clinician-leaving', 'trainee-changeover'],
      sameClinician: true,
    });
  });
});

describe('where discontent is recorded, two visits suffice', () => {
  const two = since.slice(0, 2);
  const cancelled = (daysAgo: number, who = 'A') =>
    booking(daysAgo, { state: 'cancelled', by: 'person', changedProvider: true, clinicians: [who] });

  test('by an appointment that was cancelled for it', () => {
    expect(fires(movedBy(two, { bookings: [cancelled(230)] }))).toBe(true);
    expect(fires(movedBy(two, { bookings: [cancelled(230, 'B')] }))).toBe(false);
    expect(fires(movedBy(two, { bookings: [booking(230, { state: 'cancelled', clinicians: ['A'] })] }))).toBe(false);
  });

  test('by an entry after the last visit, and it is never said', () => {
    expect(fires(movedBy(two, { conditions: [condition(['dissatisfied'], 240)] }))).toBe(true);
    expect(fires(movedBy(two, { observations: [observation(['dissatisfied'], 240)] }))).toBe(true);
    expect(fires(movedBy(two, { conditions: [condition(['dissatisfied'], 250)] }))).toBe(false);
    const told = finding(movedBy(two, { conditions: [condition(['dissatisfied'], 240)] }));
    expect(JSON.stringify(told)).not.toMatch(/dissatisf|Condition/);
  });
});

const drawnThen = (letters: string, visits: readonly Contact[]): Life =>
  movedBy(visits, { contacts: [...drawn(letters, { from: 980, to: 250 }), ...visits] });
const ninePeriods = [230, 201, 172, 143, 114, 85, 56, 27].map((daysAgo, i) => contact('BCDEFGHL'[i], daysAgo));
const later = [230, 190, 150, 110, 70, 30];
const longAgo = [600, 500, 420, 370].map((daysAgo) => contact('B', daysAgo));
const away = { from: today - 180, to: today - 170 };

givesEverySilence(
  abruptMove,
  {
    'no-visits': { life: { contacts: [contact('N', 100)] } },
    'too-few-visits-with-one': { life: drawnThen('AAAAA', since), because: { visits: 5, needs: 6 } },
    'too-few-visits-since': { life: movedBy(since.slice(0, 2)), because: { visits: 2, needs: 3 } },
    'may-be-chance': {
      life: drawnThen('ABACADAEAFA', since.slice(0, 3)),
      because: { probability: (6 / 13) * (7 / 14) * (8 / 15), most: 0.05 },
    },
    'small-share': {
      life: drawnThen('BACDAEFAGHABCADEAFGAA', ninePeriods),
      because: { share: 8 / 21, needs: 0.4 },
    },
    'not-established': {
      life: drawnThen(
        'BABABABABABABABBA',
        later.map((daysAgo) => contact('B', daysAgo)),
      ),
    },
    'too-long-ago': {
      life: movedBy(longAgo, { contacts: [...drawn('AABAAAACAA', { from: 1380, to: 650 }), ...longAgo] }),
      because: { agoDays: 370, most: 364 },
    },
    'clinician-unread': {
      life: life({ clinicians: practice.map((one) => (one.key === 'B' ? { ...one, read: false } : one)) }),
    },
    'perhaps-seen': { life: life({ contacts: [...before, ...since, contact('A', 120, { excluded: 'restricted' })] }) },
    'weeks-unread': { life: life({ unread: ['consultingWeeks'] }) },
    'seldom-here': {
      life: life({ consultingWeeks: weeks(sinceDays, 2) }),
      because: { weeks: 2, of: 4, needs: 0.6 },
    },
    'was-trainee': { life: withA(clinician('A', 'trainee')) },
    'was-away': {
      life: withA(clinician('A', [role('A', 'gp', { away: [away] })])),
      because: { since: isoDay(today - 250) },
    },
    'another-named': {
      life: life({ person: { namedClinician: 'B', namedSince: today - 240 } }),
      because: { since: isoDay(today - 240) },
    },
    'left-the-clinician': { life: life(), opening: openedBy('A') },
  },
  [
    ['too-few-visits-with-one', 'too-few-visits-since'],
    ['not-counted', 'too-few-visits-since'],
    ['seldom-here', 'weeks-unread'],
    ['another-finding', 'was-trainee'],
    ['was-away'],
    ['another-named'],
    ['perhaps-seen', 'clinician-unread'],
    ['too-long-ago'],
    ['left-the-clinician'],
  ],
);

test('the reason is that without discontent, where such is recorded too', () => {
  const one = movedBy(since.slice(0, 1), { conditions: [condition(['dissatisfied'], 240)] });
  expect(resultOf(abruptMove, one)).toEqual({ silent: 'too-few-visits-since', because: { visits: 1, needs: 3 } });
  const two = movedBy(since.slice(0, 2), { conditions: [condition(['dissatisfied'], 240)] });
  expect(isSilent(resultOf(abruptMove, two))).toBe(false);
  const unread = { ...two, consultingWeeks: new Map() };
  expect(resultOf(abruptMove, unread)).toEqual({ silent: 'too-few-visits-since', because: { visits: 2, needs: 3 } });
});

test('the reason is of the clinician who was seen most', () => {
  const two = { contacts: drawn('BBBAAAAA', { from: 900, to: 30 }) };
  expect(resultOf(abruptMove, two)).toMatchObject({ because: { visits: 5, needs: 6 } });
});
