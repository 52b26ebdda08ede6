import { describe, expect, test } from '@jest/globals';
import { palliativeCare } from '#src/detectors/losses/palliative-care.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Contact, Loss } from '#src/history/history.ts';
import {
  booking,
  clinician,
  condition,
  contact,
  drawn,
  found,
  type Life,
  observation,
  openedBy,
  practice,
  resultOf,
  role,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { plus } from './lives.ts';

const finding = (life: Life, opening = openedBy()) => found(palliativeCare, life, opening);
const entry = (daysAgo: number, difference: object = {}) => condition(['palliative-care'], daysAgo, difference);
const elsewhere = (daysAgo: number, difference: Partial<Contact> = {}) =>
  contact('H', daysAgo, { here: false, ...difference });

describe('palliative care of the person', () => {
  /** A is the usual GP; palliative care was recorded 40 days ago, and the hospital has seen the person since. */
  const firing: Life = {
    contacts: [...drawn('AAAAAA', { from: 900, to: 60 }), elsewhere(38)],
    conditions: [entry(40)],
  };
  const withEntries = (...conditions: Life['conditions'] & object): Life => ({ ...firing, conditions });

  test('fires where neither the usual nor the named GP has seen the person since', () => {
    const told = finding(firing);
    expect(told).toMatchObject({
      facts: { form: 'person', clinician: { reference: 'A' }, named: false, you: false, on: isoDay(today - 40) },
      counted: [firing.conditions?.[0]?.reference],
      unit: 'entries',
      number: 1,
      changeKey: firing.conditions?.[0]?.reference,
    });
  });

  test('fires for someone in a hospice, and on what is noted as an observation', () => {
    expect(finding({ ...firing, person: { hospice: true } })).toBeDefined();
    expect(finding({ ...firing, conditions: [], observations: [observation(['terminal-illness'], 40)] })).toBeDefined();
  });

  test('is from 7 to 90 days ago', () => {
    const at = (days: number) =>
      finding({ contacts: [...drawn('AAAA', { from: 900, to: 200 }), elsewhere(days)], conditions: [entry(days)] });
    expect([6, 7, 90, 91].map((days) => at(days)?.code)).toEqual([
      undefined,
      'palliative-care',
      'palliative-care',
      undefined,
    ]);
  });

  test('names the named GP where no other is usual, and says so', () => {
    const named = finding({
      ...firing,
      contacts: [...drawn('BC', { from: 300, to: 100 }), elsewhere(38)],
      person: { namedClinician: 'B' },
    });
    expect(named?.facts).toMatchObject({ clinician: { reference: 'B' }, named: true });
    expect(finding(firing, openedBy('A'))?.facts).toMatchObject({ you: true });
  });

  test('without a familiar GP it fires and names nobody', () => {
    const strangers: Life = { ...firing, contacts: [...drawn('BCDE', { from: 900, to: 60 }), elsewhere(38)] };
    expect(finding(strangers)?.facts).toMatchObject({ form: 'person' });
    expect(finding(strangers)?.facts).not.toHaveProperty('clinician');
  });

  test.each([
    ['who has left', clinician('A', [role('A', 'gp', { end: today - 9 })])],
    ['who may not be named', clinician('A', 'gp', { notNamed: true })],
  ])('does not name a GP %s', (_, gone) => {
    const life: Life = { ...firing, clinicians: [gone, ...practice.slice(1)] };
    expect(finding(life)).toBeDefined();
    expect(finding(life)?.facts).not.toHaveProperty('clinician');
  });

  const unread = clinician('A', 'gp', { read: false });
  const cases: readonly (readonly [string, Life, Life])[] = [
    ['where nobody has met the person since', { ...firing, contacts: drawn('AAAAAA', { from: 900, to: 60 }) }, firing],
    [
      'where only a letter came since',
      { ...firing, contacts: [...drawn('AAAAAA', { from: 900, to: 60 }), elsewhere(38, { excluded: 'not-a-visit' })] },
      firing,
    ],
    [
      'where only a restricted visit may have been since',
      { ...firing, contacts: [...drawn('AAAAAA', { from: 900, to: 60 }), elsewhere(38, { excluded: 'restricted' })] },
      firing,
    ],
    ['after a visit with the usual GP', plus(firing, contact('A', 39)), plus(firing, contact('A', 40))],
    [
      'after a home visit of the usual GP',
      plus(firing, contact('A', 9, { setting: 'home' })),
      plus(firing, contact('B', 9, { setting: 'home' })),
    ],
    [
      'after a visit with the named GP',
      { ...plus(firing, contact('B', 9)), person: { namedClinician: 'B' } },
      plus(firing, contact('B', 9)),
    ],
    [
      'after a visit that may have been with the usual GP',
      plus(firing, contact(undefined, 9, { excluded: 'clinician-not-recorded' })),
      plus(firing, contact(undefined, 9, { excluded: 'clinician-not-recorded', here: false })),
    ],
    ['after a restricted visit here', plus(firing, contact(undefined, 9, { excluded: 'restricted' })), firing],
    [
      'after a kept appointment with the usual GP',
      { ...firing, bookings: [booking(9, { clinicians: ['A'] })] },
      { ...firing, bookings: [booking(9, { clinicians: ['B'] })] },
    ],
    [
      'where an earlier entry says so',
      withEntries(entry(40), entry(400)),
      withEntries(entry(40), entry(400, { tentative: true })),
    ],
    [
      'where an earlier observation says so',
      { ...firing, observations: [observation(['palliative-care'], 400)] },
      { ...firing, observations: [observation(['pregnancy'], 400)] },
    ],
    [
      'where an entry without a day says so',
      withEntries(entry(40), entry(0, { recorded: undefined, onset: undefined })),
      firing,
    ],
    ['where it was declined', withEntries(entry(40, { groups: ['palliative-care', 'declined'] })), firing],
    ['where it was tentative', withEntries(entry(40, { tentative: true })), firing],
    ['where it is over', withEntries(entry(40, { active: false })), firing],
    [
      'where the usual GP was not read, on prefetch alone',
      { ...firing, clinicians: [unread, ...practice.slice(1)] },
      firing,
    ],
    ['with a safeguarding concern', { ...firing, safeguarding: ['Flag/1'] }, firing],
    ['where visits were not read', { ...firing, unread: ['contacts'] }, firing],
  ];
  test.each(cases)('stays silent %s, and fires on the twin', (_, life, twin) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(twin)?.facts).toMatchObject({ form: 'person' });
  });

  test('the visit of now with the usual GP is none since', () => {
    const now = contact('A', 0, { state: 'underway' });
    const here = openedBy('A', { visit: { ...visitNow, reference: now.reference, clinician: 'A' } });
    expect(finding(plus(firing, now), here)?.facts).toMatchObject({ you: true, here: true });
    expect(finding(plus(firing, contact('A', 0)))).toBeUndefined();
  });
});

describe('someone who cares for someone', () => {
  const carer = (daysAgo: number, difference: object = {}) => condition(['carer'], daysAgo, difference);
  const firing: Life = { contacts: drawn('AB', { from: 500, to: 250 }), conditions: [carer(100)] };
  const withEntries = (...conditions: Life['conditions'] & object): Life => ({ ...firing, conditions });
  const loss = (daysAgo: number, difference: Partial<Loss> = {}): Loss => ({
    reference: 'Condition/loss',
    source: 'problem',
    relation: undefined,
    died: undefined,
    diedExact: false,
    recorded: today - daysAgo,
    contact: undefined,
    ...difference,
  });
  const relative = (daysAgo: number) => ({
    reference: 'RelatedPerson/1',
    relation: 'husband' as const,
    died: today - daysAgo,
    diedExact: true,
  });

  test('fires where the person has had no meeting here for half a year, and names no relative', () => {
    expect(finding(firing)).toMatchObject({
      facts: { form: 'carer', on: isoDay(today - 100), since: isoDay(today - 250), here: false },
      counted: [firing.conditions?.[0]?.reference, firing.contacts?.[1]?.reference],
      changeKey: firing.conditions?.[0]?.reference,
    });
    expect(finding({ ...firing, contacts: [] })?.facts).not.toHaveProperty('since');
  });

  test('fires on what is noted as an observation, and while the person is here', () => {
    expect(finding({ ...firing, conditions: [], observations: [observation(['carer'], 100)] })).toBeDefined();
    const now = contact('A', 0, { state: 'underway' });
    const here = openedBy('U', { visit: { ...visitNow, reference: now.reference } });
    expect(finding(plus(firing, now), here)?.facts).toMatchObject({ here: true });
  });

  const cases: readonly (readonly [string, Life, Life])[] = [
    ['after a meeting here', plus(firing, contact('A', 182)), plus(firing, contact('A', 183))],
    [
      'after a vaccination here',
      plus(firing, contact('N', 90, { series: 'vaccination' })),
      plus(firing, contact('N', 90, { series: 'vaccination', here: false })),
    ],
    [
      'where a restricted meeting here may have been',
      plus(firing, contact('A', 90, { excluded: 'restricted' })),
      firing,
    ],
    ['where that was recorded over a year ago', withEntries(carer(366)), withEntries(carer(365))],
    ['where it was tentative', withEntries(carer(100, { tentative: true })), firing],
    ['where it has ended', withEntries(carer(100, { active: false, ended: today - 9 })), firing],
    [
      'where a later entry says no longer',
      withEntries(carer(100), condition(['no-longer-carer'], 50)),
      withEntries(carer(100), condition(['no-longer-carer'], 150)),
    ],
    [
      'where an observation says no longer',
      { ...firing, observations: [observation(['no-longer-carer'], 50)] },
      { ...firing, observations: [observation(['no-longer-carer'], 150)] },
    ],
    ['after a bereavement was recorded', { ...firing, losses: [loss(50)] }, { ...firing, losses: [loss(150)] }],
    [
      'after a death that was recorded before',
      { ...firing, losses: [loss(150, { died: today - 50 })] },
      { ...firing, losses: [loss(150, { died: today - 160 })] },
    ],
    ['with a bereavement of an unknown day', { ...firing, losses: [loss(0, { recorded: undefined })] }, firing],
    [
      'after a death in the family',
      { ...firing, relatives: [relative(50)] },
      { ...firing, relatives: [relative(150)] },
    ],
    ['in a hospice', { ...firing, person: { hospice: true } }, firing],
    [
      'with someone who has been here for less than half a year',
      { ...firing, person: { registeredSince: today - 182 } },
      { ...firing, person: { registeredSince: today - 183 } },
    ],
    ['with a safeguarding concern', { ...firing, safeguarding: ['Flag/1'] }, firing],
    ['where losses were not read', { ...firing, unread: ['losses'] }, { ...firing, unread: ['relatives'] }],
    ['where visits were not read', { ...firing, unread: ['contacts'] }, firing],
  ];
  test.each(cases)('stays silent %s, and fires on the twin', (_, life, twin) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(twin)?.facts).toMatchObject({ form: 'carer' });
  });

  test('palliative care of the own comes first', () => {
    const both: Life = { ...plus(firing, elsewhere(38)), conditions: [carer(100), entry(40)] };
    expect(finding(both)?.facts).toMatchObject({ form: 'person' });
  });
});

const ofGp = drawn('AAAAAA', { from: 900, to: 60 });
const inCare = (daysAgo: number, more: Partial<Life> = {}): Life => ({
  contacts: [...ofGp, elsewhere(daysAgo - 2)],
  conditions: [entry(daysAgo)],
  ...more,
});
const caring = (daysAgo: number, more: Partial<Life> = {}): Life => ({
  contacts: drawn('AB', { from: 500, to: 250 }),
  conditions: [condition(['carer'], daysAgo)],
  ...more,
});
const undated = { recorded: undefined, onset: undefined };

givesEverySilence(
  palliativeCare,
  {
    'nothing-found': { life: { contacts: ofGp } },
    'day-not-recorded': { life: inCare(40, { conditions: [entry(0, undated)] }) },
    'too-recent': { life: inCare(6), because: { agoDays: 6, needs: 7 } },
    'too-long-ago': { life: inCare(91), because: { agoDays: 91, most: 90 } },
    'not-met-since': { life: inCare(40, { contacts: ofGp }), because: { since: isoDay(today - 40) } },
    'clinician-unread': {
      life: inCare(40, { clinicians: [clinician('A', 'gp', { read: false }), ...practice.slice(1)] }),
    },
    'seen-by-own-gp': { life: plus(inCare(40), contact('A', 39)), because: { since: isoDay(today - 40) } },
    'not-active': { life: caring(100, { conditions: [condition(['carer'], 100, { active: false })] }) },
    hospice: { life: caring(100, { person: { hospice: true } }) },
    'record-begins-lately': {
      life: caring(100, { person: { registeredSince: today - 182 } }),
      because: { knownDays: 182, needs: 183 },
    },
    'caring-ended': {
      life: caring(100, { observations: [observation(['no-longer-carer'], 50)] }),
      because: { since: isoDay(today - 100) },
    },
    'met-since': { life: plus(caring(100), contact('A', 182)), because: { since: isoDay(today - 183) } },
    safeguarding: { life: caring(100, { safeguarding: ['Flag/1'] }) },
  },
  [
    ['not-met-since'],
    ['nothing-found', 'too-long-ago', 'not-counted'],
    ['seen-by-own-gp'],
    ['clinician-unread'],
    ['not-counted'],
    ['nothing-found', 'not-counted'],
    ['not-active', 'caring-ended'],
    ['record-begins-lately', 'met-since', 'hospice'],
    ['safeguarding', 'audience'],
  ],
);

describe('with entries of both, one of them, and the reason', () => {
  const reason = (life: Life) => resultOf(palliativeCare, life);

  test('is that of the own palliative care', () => {
    const both = inCare(91, { conditions: [entry(91), condition(['carer'], 400)] });
    expect(reason(both)).toEqual({ silent: 'too-long-ago', because: { agoDays: 91, most: 90 } });
  });

  test('is that of the caring where there is none of palliative care', () => {
    expect(reason(caring(366))).toEqual({ silent: 'too-long-ago', because: { agoDays: 366, most: 365 } });
    const noted = caring(100, { conditions: [condition(['carer'], 0, undated)] });
    expect(reason(noted)).toEqual({ silent: 'day-not-recorded', because: {} });
  });
});
