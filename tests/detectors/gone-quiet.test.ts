import { describe, expect, test } from '@jest/globals';
import { goneQuiet } from '#src/detectors/engagement/gone-quiet.ts';
import { gapProbability } from '#src/detectors/statistics.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Contact } from '#src/history/history.ts';
import {
  booking,
  condition,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { plus, rhythm } from './lives.ts';

const finding = (life: Life, opening = openedBy()) => found(goneQuiet, life, opening);

test('fires on a silence that chance gives less than once in twenty years, and says the own rhythm', () => {
  expect(finding(rhythm(24, 260))).toMatchObject({
    facts: { gapDays: 260, gapMonths: 9, usualGapDays: 46, visits: 24, years: 3, due: 'condition', here: false },
    number: 24,
    unit: 'visits',
  });
});

test.each([
  [258, 8],
  [259, 9],
])('%i days are about %i months', (gap, months) => {
  expect(finding(rhythm(24, gap))?.facts.gapMonths).toBe(months);
});

test.each([
  [18, 324],
  [24, 253],
  [12, 460],
])('%i visits in three years: fires from %i days on, and not the day before', (visits, from) => {
  const inThreeYears = (gap: number): Life => ({
    ...rhythm(visits, gap),
    contacts: drawn('A'.repeat(visits), { from: gap + 1095, to: gap }),
  });
  expect(finding(inThreeYears(from - 1))).toBeUndefined();
  expect(finding(inThreeYears(from))?.code).toBe('gone-quiet');
});

test('counts the visits of the rhythm, the last contact and what was due, and nothing else', () => {
  const life = rhythm(24, 300);
  const last = contact(undefined, 290, { setting: 'emergency', excluded: 'not-ambulatory' });
  const cancelled = contact('A', 290, { excluded: 'cancelled' });
  const told = finding({ ...life, contacts: [...(life.contacts ?? []), cancelled, last] });
  expect(told?.counted).toEqual([
    ...(life.contacts ?? []).slice(1).map(({ reference }) => reference),
    last.reference,
    life.conditions?.[0]?.reference,
  ]);
  expect(told).toMatchObject({ number: 23, span: { to: today - 300 }, changeKey: last.reference });
});

describe('what was due', () => {
  const bare: Life = { ...rhythm(24, 300), conditions: [] };
  test('nothing: stays silent; but fires on an open invitation', () => {
    expect(finding(bare)).toBeUndefined();
    const invitation = {
      reference: 'Task/1',
      day: today - 100,
      kinds: [],
      what: 'asthma-review',
      closed: undefined,
      bounced: false,
    };
    expect(finding({ ...bare, invitations: [invitation] })?.facts).toMatchObject({
      due: 'invitation',
      dueFor: 'asthma-review',
    });
    expect(
      finding({ ...bare, invitations: [{ ...invitation, closed: { as: 'declined', day: today - 50 } }] }),
    ).toBeUndefined();
  });

  test('an invitation that was answered or declined is none; but one without an answer is', () => {
    const [kinds, day] = [['recall-asthma-review'], today - 320];
    const sent = { reference: 'Task/1', day, kinds, what: 'asthma-review', closed: undefined, bounced: false };
    const invited: Life = { ...bare, invitations: [sent] };
    expect(finding(invited)?.facts).toMatchObject({ due: 'invitation', dueFor: 'asthma-review' });
    const review = contact('N', 310, { kinds });
    expect(finding({ ...invited, contacts: [...(bare.contacts ?? []), review] })).toBeUndefined();
    const procedure = { reference: 'Procedure/1', day: today - 20, kinds, done: false };
    expect(finding({ ...invited, procedures: [procedure] })).toBeUndefined();
    expect(finding({ ...invited, bookings: [booking(-10, { kinds })] })).toBeUndefined();
    for (const unread of ['procedures', 'bookings', 'invitations'] as const)
      expect(finding({ ...invited, unread: [unread] })).toBeUndefined();
  });

  test('an old invitation is none, whatever became of it; nor is one that did not arrive', () => {
    const sent = { reference: 'Task/1', kinds: ['recall-asthma-review'], what: 'x', closed: undefined, bounced: false };
    expect(finding({ ...bare, invitations: [{ ...sent, day: today - 900 }] })).toBeUndefined();
    expect(finding({ ...bare, invitations: [{ ...sent, day: today - 90, bounced: true }] })).toBeUndefined();
    expect(finding({ ...bare, invitations: [{ ...sent, day: today - 90 }] })?.code).toBe('gone-quiet');
  });

  test('a tentative long-term condition is none, nor one that is over; but one that is there is', () => {
    const asthma = condition(['asthma'], 2000);
    expect(finding({ ...bare, conditions: [{ ...asthma, tentative: true }] })).toBeUndefined();
    expect(finding({ ...bare, conditions: [{ ...asthma, active: false }] })).toBeUndefined();
    expect(finding({ ...bare, conditions: [{ ...asthma, contradictory: true }] })).toBeUndefined();
    expect(finding({ ...bare, conditions: [asthma] })?.code).toBe('gone-quiet');
  });

  test('a plan that is open, or a repeat that ran out', () => {
    const plan = { reference: 'Task/1', kind: 'task' as const, since: today - 200, closed: undefined, due: today - 20 };
    expect(finding({ ...bare, plans: [plan] })?.facts).toMatchObject({ due: 'task', dueSince: isoDay(today - 200) });
    const asked = { ...plan, reference: 'ServiceRequest/1', kind: 'referral' as const, since: today - 260 };
    expect(finding({ ...bare, plans: [plan, asked] })?.facts).toMatchObject({ due: 'referral' });
    expect(finding({ ...bare, plans: [{ ...plan, closed: today - 30 }] })).toBeUndefined();
    expect(finding({ ...bare, plans: [{ ...plan, due: today + 1 }] })).toBeUndefined();
    expect(finding({ ...bare, plans: [{ ...plan, due: today }] })?.facts).toMatchObject({ due: 'task' });
    const order = {
      reference: 'MedicationRequest/1',
      authored: today - 400,
      state: 'active' as const,
      ended: undefined,
      repeat: true,
      asNeeded: false,
      batch: false,
    };
    const supplies = [{ reference: 'MedicationDispense/1', day: today - 200, days: 28 }];
    const medicine = { key: 'm', name: 'm', groups: [], orders: [order], supplies };
    expect(finding({ ...bare, medicines: [medicine] })?.facts).toMatchObject({ due: 'medicine' });
    const lately = (days: number) => ({
      ...medicine,
      supplies: [{ ...supplies[0], reference: 's', day: today - 28 - days, days: 28 }],
    });
    expect(finding({ ...bare, medicines: [lately(7)] })).toBeUndefined();
    expect(finding({ ...bare, medicines: [lately(8)] })?.facts).toMatchObject({ due: 'medicine' });
    expect(finding({ ...bare, medicines: [medicine, { ...medicine, key: 'n', name: 'n' }] })).toBeUndefined();
    expect(
      finding({ ...bare, medicines: [{ ...medicine, orders: [{ ...order, state: 'stopped' as const }] }] }),
    ).toBeUndefined();
  });
});

describe('stays silent', () => {
  const quiet = rhythm(24, 300);
  const also = (...more: Contact[]): Life => plus(quiet, ...more);
  const silences: readonly (readonly [string, Life])[] = [
    ['on fewer than six visits', rhythm(5, 900)],
    ['where a nurse was seen since', also(contact('N', 100))],
    [
      'where an emergency department was visited since',
      also(contact(undefined, 100, { setting: 'emergency', excluded: 'not-ambulatory' })),
    ],
    ['where another organisation saw the person since', also(contact('X', 100, { here: false }))],
    ['where a planned series went on', also(contact('N', 100, { series: 'vaccination' }))],
    [
      'where the person is in hospital since',
      also(contact(undefined, 299, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - 10 })),
    ],
    ['where a restricted contact is recorded since', also(contact('A', 100, { excluded: 'restricted' }))],
    ['where a visit of a group took place since', also(contact('N', 100, { excluded: 'group-visit' }))],
    [
      'where it is not recorded who was seen since',
      also(contact(undefined, 100, { excluded: 'clinician-not-recorded' })),
    ],
    [
      'where the person is in hospital still',
      also(contact(undefined, 299, { setting: 'inpatient', excluded: 'not-ambulatory', state: 'underway' })),
    ],
    [
      'where an appointment was kept in the gap, though no visit is recorded',
      { ...quiet, bookings: [booking(100, { clinicians: ['N'] })] },
    ],
    [
      'where a contact without a day may be of the gap',
      also(contact('A', 0, { day: undefined, excluded: 'undated', latest: today - 100 })),
    ],
    ['where there is a safeguarding concern', { ...quiet, safeguarding: ['Flag/1'] }],
    ['on a rhythm of planned series only', rhythm(24, 300, { series: 'monitoring' })],
    ['on a rhythm of one reason that recurs at even intervals', rhythm(24, 300, { reasons: ['s|1'] })],
    ['on a rhythm of visits of pregnancies', rhythm(24, 300, { groups: ['pregnancy'] })],
    [
      'on a rhythm of visits during a pregnancy',
      {
        ...rhythm(4, 300),
        contacts: [...drawn('AAAA', { from: 1394, to: 300 }), ...drawn('A'.repeat(16), { from: 1380, to: 1102 })],
        conditions: [
          condition(['asthma'], 2000),
          condition(['pregnancy'], 1381, { ended: today - 1100, active: false }),
        ],
      },
    ],
    ['on a rhythm of visits elsewhere', rhythm(24, 300, { here: false })],
    ['on a rhythm of visits booked long ahead', rhythm(24, 300, { bookedAhead: true })],
    ['where contacts were not read whole', { ...quiet, unread: ['contacts'] }],
    ['where it is not known whether there is a safeguarding concern', { ...quiet, unread: ['safeguarding'] }],
  ];
  test.each(silences)('%s; but fires without that', (_, life) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(quiet)?.code).toBe('gone-quiet');
  });

  test('under 180 days, however dense the visits were; but fires at 180', () => {
    expect(finding(rhythm(60, 179))).toBeUndefined();
    expect(finding(rhythm(60, 180))?.code).toBe('gone-quiet');
  });

  test('where the earlier visits were one acute illness; but fires where they were spread', () => {
    const acute = Array.from({ length: 18 }, (_, i) => contact('A', 700 + i * 3));
    const sparse = drawn('AAAAAA', { from: 1394, to: 300 });
    expect(finding({ ...quiet, contacts: [...sparse, ...acute] })).toBeUndefined();
    const spread = Array.from({ length: 18 }, (_, i) => contact('A', 320 + i * 59));
    expect(finding({ ...quiet, contacts: [...sparse, ...spread] })?.code).toBe('gone-quiet');
  });

  test('after a contact that was entered in error it still fires', () => {
    expect(finding(also(contact('A', 100, { excluded: 'entered-in-error' })))?.code).toBe('gone-quiet');
  });
});

test('the same visits without the pregnancy are a rhythm', () => {
  const contacts = [...drawn('AAAA', { from: 1394, to: 300 }), ...drawn('A'.repeat(16), { from: 1380, to: 1102 })];
  expect(finding({ contacts, conditions: [condition(['asthma'], 2000)] })?.code).toBe('gone-quiet');
});

test('two visits of one day count once', () => {
  const { contacts = [], ...rest } = rhythm(24, 300);
  const twice = contacts.map(({ day }) => contact('N', today - (day ?? 0)));
  expect(finding({ ...rest, contacts: [...contacts, ...twice] })?.facts).toMatchObject({
    visits: 24,
    usualGapDays: 46,
  });
});

test('nights in hospital are no time of the rhythm, each once however many records tell of it', () => {
  const life = rhythm(24, 300);
  const stay = (from: number, until: number) =>
    contact(undefined, from, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - until });
  const usual = (...stays: Contact[]) =>
    finding({ ...life, contacts: [...(life.contacts ?? []), ...stays] })?.facts.usualGapDays;
  expect(usual()).toBe(46);
  expect(usual(stay(900, 780))).toBe(41);
  expect(usual(stay(900, 780), stay(900, 780), stay(850, 800))).toBe(41);
});

test('visits of the lockdown are no rhythm, as its days are none; but as many before it are', () => {
  const asOf = 19_205;
  const at = openedBy('U', { asOf, now: asOf * 86_400_000 + 43_200_000 });
  const between = (count: number, from: number, to: number) =>
    drawn('A'.repeat(count), { from: today - from, to: today - to });
  const last = contact('A', today - 18_950);
  const told = (...contacts: Contact[]) =>
    found(goneQuiet, { contacts: [...contacts, last], conditions: [condition(['asthma'], 4000)] }, at);
  expect(told(...between(6, 17_900, 18_340), ...between(12, 18_350, 18_800))).toBeUndefined();
  expect(told(...between(18, 17_900, 18_340))?.facts).toMatchObject({ visits: 19, usualGapDays: 32 });
});

test('a visit of today is not the last contact: the chart is opened during the gap', () => {
  const life = rhythm(24, 300);
  const visit = { ...visitNow, reference: 'Encounter/now' };
  const now = contact('A', 0, { reference: 'Encounter/now', state: 'underway' });
  const opened = finding({ ...life, contacts: [...(life.contacts ?? []), now] }, openedBy('U', { visit }));
  expect(opened?.facts).toMatchObject({ gapDays: 300, here: true });
});

test('the lockdown is no silence of the person’s own; but the same days later are', () => {
  // 300 days before 1 March 2021 there was little else than telephone calls.
  const asOf = 18_687;
  const at = openedBy('U', { asOf, now: asOf * 86_400_000 + 43_200_000 });
  const shifted = rhythm(24, 300 + today - asOf);
  expect(finding(shifted, at)).toBeUndefined();
  expect(finding(rhythm(24, 300))?.code).toBe('gone-quiet');
});

test('a contact without a day that was before the gap, and an appointment that was missed in it, change nothing', () => {
  const quiet = rhythm(24, 300);
  const undated = contact('A', 0, { day: undefined, excluded: 'undated', latest: today - 310 });
  const missed = booking(100, { state: 'missed' });
  const told = finding({ ...quiet, contacts: [...(quiet.contacts ?? []), undated], bookings: [missed] });
  expect(told?.facts).toEqual(finding(quiet)?.facts);
});

test('a bare reminder is no longer open where an appointment was kept, stands or is asked for since', () => {
  const sent = { reference: 'Task/1', day: today - 50, kinds: [], what: undefined, closed: undefined, bounced: false };
  const reminded: Life = { ...rhythm(24, 300), conditions: [], invitations: [sent] };
  expect(finding(reminded)?.facts).toMatchObject({ due: 'invitation' });
  for (const state of ['booked', 'pending'] as const)
    expect(finding({ ...reminded, bookings: [booking(-5, { state })] })).toBeUndefined();
  expect(finding({ ...reminded, bookings: [booking(-5, { state: 'cancelled' })] })?.code).toBe('gone-quiet');
});

describe('while the whole practice is silent', () => {
  const quiet = rhythm(24, 300);
  const week = (seen: boolean) => ({ monday: today - 155, seen });
  const recorded = (daysAgo: number | undefined): Life['person'] & object => ({
    lastRecorded: daysAgo === undefined ? undefined : today - daysAgo,
  });

  test('nobody having been seen in any of the weeks that were asked about, the gap is the feed’s', () => {
    expect(finding({ ...quiet, practiceWeeks: [week(false), week(false), week(false)] })).toBeUndefined();
    expect(finding({ ...quiet, practiceWeeks: [week(false), week(true), week(false)] })?.code).toBe('gone-quiet');
  });

  test('where these could not be read, something of the person must be recorded within 30 days', () => {
    const unread = (daysAgo: number | undefined): Life => ({
      ...quiet,
      person: recorded(daysAgo),
      unread: ['practiceWeeks'],
    });
    expect(finding(unread(31))).toBeUndefined();
    expect(finding(unread(undefined))).toBeUndefined();
    expect(finding(unread(30))?.code).toBe('gone-quiet');
    expect(finding({ ...quiet, person: recorded(31), practiceWeeks: [week(true)] })?.code).toBe('gone-quiet');
    expect(finding({ ...quiet, person: recorded(31), practiceWeeks: [] })).toBeUndefined();
  });
});

const quiet = rhythm(24, 300);
const stay = (from: number, until: number) =>
  contact(undefined, from, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - until });
const inLockdown = 18_687;

givesEverySilence(
  goneQuiet,
  {
    'no-contact': { life: {} },
    'short-gap': { life: rhythm(60, 179), because: { gapDays: 179, needsDays: 180 } },
    'undated-contact': {
      life: plus(quiet, contact('A', 0, { day: undefined, excluded: 'undated', latest: today - 100 })),
    },
    'too-few-visits': { life: rhythm(5, 300), because: { visits: 5, needs: 6 } },
    'lockdown-gap': {
      life: rhythm(24, 300 + today - inLockdown),
      opening: openedBy('U', { asOf: inLockdown, now: inLockdown * 86_400_000 }),
      because: { gapDays: 0, needsDays: 180 },
    },
    'always-in-hospital': { life: plus(quiet, stay(1400, 300)) },
    'gap-not-unusual': {
      life: rhythm(12, 365),
      because: { gapDays: 365, perYear: gapProbability(12, 1095, 365) * ((12 * 365.25) / 1095), most: 0.05 },
    },
    'nobody-seen-here': { life: { ...quiet, practiceWeeks: [{ monday: today - 155, seen: false }] } },
    'nothing-recorded-lately': {
      life: { ...quiet, person: { lastRecorded: today - 31 }, practiceWeeks: [] },
      because: { withinDays: 30 },
    },
    'appointment-attended': { life: { ...quiet, bookings: [booking(100, { clinicians: ['N'] })] } },
    'nothing-due': { life: { ...quiet, conditions: [] } },
    'restricted-entry': { life: plus(quiet, contact('A', 100, { excluded: 'restricted' })) },
    safeguarding: { life: { ...quiet, safeguarding: ['Flag/1'] } },
  },
  [
    ['short-gap', 'appointment-attended', 'undated-contact', 'restricted-entry'],
    ['short-gap', 'too-few-visits'],
    ['nothing-due'],
    ['not-counted', 'too-few-visits'],
    ['not-counted', 'too-few-visits'],
    ['nothing-due'],
    ['lockdown-gap', 'always-in-hospital', 'not-counted'],
    ['nobody-seen-here', 'nothing-recorded-lately'],
    ['audience', 'safeguarding'],
    ['observed-too-briefly'],
  ],
);
