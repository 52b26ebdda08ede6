import { describe, expect, test } from '@jest/globals';
import { goneQuiet } from '#src/detectors/quiet/gone-quiet.ts';
import type { Contact } from '#src/history/history.ts';
import { condition, contact, drawn, found, type Life, openedBy, today } from '../support/life.ts';

/** So many visits in the three years before the last one, which was `gap` days ago; an asthma to be reviewed. */
const rhythm = (visits: number, gap: number, difference: Partial<Contact> = {}): Life => ({
  contacts: drawn('A'.repeat(visits), { from: gap + 1094, to: gap }, difference),
  conditions: [condition(['asthma'], 2000)],
});
const finding = (life: Life, opening = openedBy()) => found(goneQuiet, life, opening);

test('fires on a silence that chance gives less than once in twenty years, and says the own rhythm', () => {
  expect(finding(rhythm(24, 260))).toMatchObject({
    facts: { gapDays: 260, gapMonths: 8, usualGapDays: 46, visits: 24, years: 3, due: 'condition', here: false },
    number: 24,
    unit: 'visits',
  });
});

test.each([
  [18, 324],
  [24, 252],
  [12, 460],
])('%i visits in three years: fires from about %i days on', (visits, from) => {
  expect(finding(rhythm(visits, from - 4))).toBeUndefined();
  expect(finding(rhythm(visits, from + 4))?.code).toBe('gone-quiet');
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

  test('a plan that is open, or a repeat that ran out', () => {
    const plan = { reference: 'Task/1', kind: 'task' as const, since: today - 200, closed: undefined, due: today - 20 };
    expect(finding({ ...bare, plans: [plan] })?.facts).toMatchObject({ due: 'task' });
    expect(finding({ ...bare, plans: [{ ...plan, closed: today - 30 }] })).toBeUndefined();
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
    expect(
      finding({ ...bare, medicines: [{ ...medicine, orders: [{ ...order, state: 'stopped' as const }] }] }),
    ).toBeUndefined();
  });
});

describe('stays silent', () => {
  const quiet = rhythm(24, 300);
  const plus = (...more: Contact[]): Life => ({ ...quiet, contacts: [...(quiet.contacts ?? []), ...more] });
  const silences: readonly (readonly [string, Life])[] = [
    ['on fewer than six visits', rhythm(5, 900)],
    ['where a nurse was seen since', plus(contact('N', 100))],
    [
      'where an emergency department was visited since',
      plus(contact(undefined, 100, { setting: 'emergency', excluded: 'not-ambulatory' })),
    ],
    ['where another organisation saw the person since', plus(contact('X', 100, { here: false }))],
    ['where a planned series went on', plus(contact('N', 100, { series: 'vaccination' }))],
    [
      'where the person is in hospital since',
      plus(contact(undefined, 299, { setting: 'inpatient', excluded: 'not-ambulatory', until: today - 10 })),
    ],
    ['where there is a safeguarding concern', { ...quiet, safeguarding: ['Flag/1'] }],
    ['on a rhythm of planned series only', rhythm(24, 300, { series: 'monitoring' })],
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
    expect(finding(plus(contact('A', 100, { excluded: 'entered-in-error' })))?.code).toBe('gone-quiet');
  });
});

test('a visit of today is not the last contact: the chart is opened during the gap', () => {
  const life = rhythm(24, 300);
  const visit = { reference: 'Encounter/now', emergency: false, duty: false, homeVisit: false };
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
