import { describe, expect, test } from '@jest/globals';
import { pregnancyLoss } from '#src/detectors/losses/pregnancy-loss.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Caution, RoleKind } from '#src/history/history.ts';
import {
  clinician,
  condition,
  contact,
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

const finding = (life: Life, opening = openedBy()) => found(pregnancyLoss, life, opening);
const loss = (daysAgo: number, difference: object = {}) => condition(['pregnancy-loss'], daysAgo, difference);
const infertility = (daysAgo: number, difference: object = {}) => condition(['infertility'], daysAgo, difference);

/** A loss of 30 days ago; U, who opens the chart, has seen her before. */
const firing: Life = { contacts: [contact('U', 300)], conditions: [loss(30)] };
const infertile: Life = { ...firing, conditions: [infertility(30)] };
const withEntries = (...conditions: Life['conditions'] & object): Life => ({ ...firing, conditions });
const caution = (kind: Caution['kinds'][number], from: number | undefined, to = from): Caution => ({
  reference: 'Procedure/1',
  kinds: [kind],
  from: from === undefined ? undefined : today - from,
  to: to === undefined ? undefined : today - to,
  recorded: undefined,
});

test('fires on a loss, and no visit here since; off until a site turns it on', () => {
  expect(finding(firing)).toMatchObject({
    facts: { kind: 'pregnancy-loss', on: isoDay(today - 30) },
    counted: [firing.conditions?.[0]?.reference],
    unit: 'entries',
    number: 1,
    changeKey: firing.conditions?.[0]?.reference,
  });
  expect(finding(infertile)?.facts).toMatchObject({ kind: 'infertility' });
  expect(pregnancyLoss.offByDefault).toBe(true);
});

test('is from 3 to 180 days ago, by its onset, else by its recording', () => {
  const at = (days: number) => finding(withEntries(loss(days)))?.code;
  expect([2, 3, 180, 181].map(at)).toEqual([undefined, 'pregnancy-loss', 'pregnancy-loss', undefined]);
  expect(finding(withEntries(loss(1, { onset: today - 30 })))?.facts).toMatchObject({ on: isoDay(today - 1) });
  expect(finding(withEntries(loss(30, { onset: undefined })))).toBeDefined();
});

test('an old loss does not hide infertility', () => {
  expect(finding(withEntries(loss(900), infertility(30)))?.facts).toMatchObject({ kind: 'infertility' });
});

describe('who may see it', () => {
  const withUser = (...roles: readonly ReturnType<typeof role>[]): Life => ({
    ...firing,
    clinicians: [...practice.filter(({ key }) => key !== 'U'), clinician('U', roles)],
  });
  test.each(['gp', 'trainee', 'locum', 'team'] as const)('%s with a live role here', (kind: RoleKind) => {
    expect(finding(withUser(role('U', kind)))).toBeDefined();
  });

  test.each([
    ['a receptionist', withUser(role('U', 'not-clinical'))],
    ['a role that is not understood', withUser(role('U', 'unknown'))],
    ['a role elsewhere', withUser(role('U', 'gp', { here: false }))],
    ['a role that has ended', withUser(role('U', 'gp', { end: today - 1 }))],
    ['a role that is inactive', withUser(role('U', 'gp', { active: false }))],
    ['no role', withUser()],
    [
      'roles that were not read',
      {
        ...firing,
        clinicians: [...practice.filter(({ key }) => key !== 'U'), clinician('U', [], { roles: undefined })],
      },
    ],
  ])('nobody with %s', (_, life) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(withUser(role('U')))).toBeDefined();
  });

  test('nobody who is not resolved', () =>
    expect(finding(firing, openedBy('U', { user: { kind: 'unresolved' } }))).toBeUndefined());

  test('whoever has seen her within two years, or sees her now', () => {
    const seen = (daysAgo: number, difference: object = {}): Life => ({
      ...firing,
      contacts: [contact('U', daysAgo, difference)],
    });
    expect(finding(seen(730))).toBeDefined();
    expect(finding(seen(731))).toBeUndefined();
    expect(finding(seen(300, { excluded: 'not-a-visit' }))).toBeUndefined();
    expect(finding(seen(300, { excluded: 'group-visit' }))).toBeUndefined();
    expect(finding({ ...firing, contacts: [contact('A', 300)] })).toBeUndefined();
    const visit = { ...visitNow, clinician: 'U' };
    const never: Life = { ...firing, contacts: [contact('A', 300)] };
    expect(finding(never, openedBy('U', { visit }))).toBeDefined();
    expect(finding(never, openedBy('U', { visit: { ...visit, onlySilences: true } }))).toBeUndefined();
    expect(finding(never, openedBy('U', { visit: { ...visit, clinician: 'B' } }))).toBeUndefined();
  });
});

describe('stays silent', () => {
  const recorded = contact('U', 30);
  const elsewhere = contact('U', 30, { here: false });
  const cases: readonly (readonly [string, Life, Life])[] = [
    ['after a meeting here since', plus(firing, contact('N', 29)), plus(firing, contact('N', 30))],
    [
      'after a meeting here since its recording',
      { ...plus(firing, contact('N', 9)), conditions: [loss(10, { onset: today - 30 })] },
      { ...plus(firing, contact('N', 10)), conditions: [loss(10, { onset: today - 30 })] },
    ],
    [
      'after a vaccination here',
      plus(firing, contact('N', 9, { series: 'vaccination' })),
      plus(firing, contact('N', 9, { series: 'vaccination', here: false })),
    ],
    [
      'where a restricted meeting here may have been',
      plus(firing, contact('N', 9, { excluded: 'restricted' })),
      firing,
    ],
    ['where it was tentative', withEntries(loss(30, { tentative: true })), firing],
    [
      'where its onset is known only by the year',
      withEntries(loss(30, { onset: undefined, onsetUnclear: true })),
      firing,
    ],
    ['on a man’s record', { ...firing, person: { gender: 'male' } }, { ...infertile, person: { gender: 'male' } }],
    [
      'with a termination in the 90 days before',
      { ...firing, cautions: [caution('termination', 120)] },
      { ...firing, cautions: [caution('termination', 121)] },
    ],
    ['with a termination after it', { ...firing, cautions: [caution('termination', 9)] }, firing],
    [
      'with a termination of an unknown day',
      { ...firing, cautions: [caution('termination', undefined)] },
      { ...firing, cautions: [caution('assault', undefined)] },
    ],
    [
      'with a termination of some year',
      { ...firing, cautions: [caution('termination', 400, 40)] },
      { ...firing, cautions: [caution('termination', 800, 440)] },
    ],
    [
      'with a pregnancy that was recorded since',
      { ...firing, cautions: [caution('pregnancy', 29)] },
      { ...firing, cautions: [caution('pregnancy', 30)] },
    ],
    [
      'with a birth since',
      { ...firing, cautions: [caution('birth', 9)] },
      { ...firing, cautions: [caution('birth', 400)] },
    ],
    [
      'while a pregnancy goes on, of which one twin may be left',
      withEntries(loss(30), condition(['pregnancy'], 100)),
      withEntries(loss(30), condition(['pregnancy'], 100, { active: false })),
    ],
    [
      'but not for a pregnancy that was never closed',
      withEntries(loss(30), condition(['pregnancy'], 294)),
      withEntries(loss(30), condition(['pregnancy'], 295)),
    ],
    [
      'for the user who recorded it',
      withEntries(loss(30, { recordedBy: ['U'] })),
      withEntries(loss(30, { recordedBy: ['A'] })),
    ],
    [
      'for the user in whose visit it was recorded',
      { contacts: [contact('U', 300), elsewhere], conditions: [loss(30, { contact: elsewhere.reference })] },
      { contacts: [contact('U', 300), elsewhere], conditions: [loss(30)] },
    ],
    [
      'for infertility recorded in a visit here',
      { contacts: [contact('U', 300), contact('A', 30)], conditions: [infertility(30)] },
      { contacts: [contact('U', 300), contact('A', 30, { here: false })], conditions: [infertility(30)] },
    ],
    [
      'for infertility whose entry names a visit here',
      {
        contacts: [contact('U', 300), { ...recorded, clinician: 'A' }],
        conditions: [infertility(29, { contact: recorded.reference })],
      },
      {
        contacts: [contact('U', 300), { ...recorded, clinician: 'A', here: false }],
        conditions: [infertility(29, { contact: recorded.reference })],
      },
    ],
    [
      'for infertility that was known',
      withEntries(infertility(30), infertility(900)),
      withEntries(infertility(30), infertility(900, { tentative: true })),
    ],
    [
      'for infertility that an observation mentioned',
      { ...infertile, observations: [observation(['infertility'], 60)] },
      infertile,
    ],
    [
      'for infertility that a visit was for',
      plus(infertile, contact('A', 60, { groups: ['infertility'] })),
      plus(infertile, contact('A', 60)),
    ],
    ['for infertility of a review', withEntries(infertility(30, { review: true })), infertile],
    ['with a safeguarding concern', { ...firing, safeguarding: ['Flag/1'] }, firing],
    ['where cautions were not read', { ...firing, unread: ['cautions'] }, { ...firing, unread: ['medicines'] }],
    ['where visits were not read', { ...firing, unread: ['contacts'] }, firing],
  ];
  test.each(cases)('%s, and fires on the twin', (_, life, twin) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(twin)?.code).toBe('pregnancy-loss');
  });
});

const withRoles = (roles: readonly ReturnType<typeof role>[] | undefined): Life => ({
  ...firing,
  clinicians: [...practice.filter(({ key }) => key !== 'U'), clinician('U', [], { roles })],
});

givesEverySilence(
  pregnancyLoss,
  {
    'user-not-resolved': { life: firing, opening: openedBy('U', { user: { kind: 'unresolved' } }) },
    'user-roles-unread': { life: withRoles(undefined) },
    'user-not-clinical': { life: withRoles([role('U', 'not-clinical')]) },
    'user-not-met': { life: { ...firing, contacts: [contact('U', 731)] }, because: { months: 24 } },
    'nothing-found': { life: withEntries() },
    'day-not-recorded': { life: withEntries(loss(0, { recorded: undefined, onset: undefined })) },
    'known-before': {
      life: { ...infertile, observations: [observation(['infertility'], 60)] },
      because: { most: 0 },
    },
    'recorded-as-male': { life: { ...firing, person: { gender: 'male' } } },
    'onset-unclear': { life: withEntries(loss(30, { onset: undefined, onsetUnclear: true })) },
    'recorded-in-visit': { life: plus(infertile, contact('A', 30)) },
    'too-recent': { life: withEntries(loss(2)), because: { agoDays: 2, needs: 3 } },
    'too-long-ago': { life: withEntries(loss(181)), because: { agoDays: 181, most: 180 } },
    'user-recorded-it': { life: withEntries(loss(30, { recordedBy: ['U'] })) },
    'met-since': { life: plus(firing, contact('N', 29)), because: { since: isoDay(today - 30) } },
    'pregnancy-goes-on': { life: withEntries(loss(30), condition(['pregnancy'], 100)) },
    'pregnancy-since': { life: { ...firing, cautions: [caution('birth', 9)] } },
    termination: { life: { ...firing, cautions: [caution('termination', 120)] } },
    safeguarding: { life: { ...firing, safeguarding: ['Flag/1'] } },
  },
  [
    ['termination', 'unread'],
    ['pregnancy-goes-on', 'pregnancy-since'],
    ['nothing-found', 'not-counted'],
    ['onset-unclear'],
    ['user-recorded-it', 'recorded-in-visit'],
    ['user-not-clinical', 'user-roles-unread', 'user-not-met'],
    ['met-since'],
    ['recorded-as-male'],
    ['safeguarding', 'audience'],
    ['not-counted'],
  ],
);

test('of a loss and of infertility it gives the reason of what got furthest', () => {
  const silent = (...conditions: Life['conditions'] & object) => resultOf(pregnancyLoss, withEntries(...conditions));
  expect(silent(loss(900), infertility(1))).toMatchObject({ silent: 'too-long-ago' });
  expect(silent(infertility(1))).toMatchObject({ silent: 'too-recent', because: { agoDays: 1 } });
});
