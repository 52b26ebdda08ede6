import { describe, expect, test } from '@jest/globals';
import { seriousInjury } from '#src/detectors/losses/serious-injury.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Caution, Contact } from '#src/history/history.ts';
import { contact, found, type Life, openedBy, today, visitNow } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { plus } from './lives.ts';

const finding = (life: Life, opening = openedBy()) => found(seriousInjury, life, opening);

/** A stay in hospital from so many days ago until so many days ago. */
const stay = (from: number, to: number | undefined, difference: Partial<Contact> = {}) =>
  contact('H', from, {
    here: false,
    setting: 'inpatient',
    excluded: 'not-ambulatory',
    until: to === undefined ? undefined : today - to,
    groups: ['serious-injury'],
    ...difference,
  });
const long = contact('A', 900);
const life = (...contacts: Contact[]): Life => ({ contacts: [long, ...contacts] });
const firing = life(stay(35, 30));
const caution = (kinds: Caution['kinds'], from: number | undefined, to = from): Caution => ({
  reference: 'Condition/1',
  kinds,
  from: from === undefined ? undefined : today - from,
  to: to === undefined ? undefined : today - to,
  recorded: undefined,
});

test('fires on an unplanned stay with a serious injury, and no visit here since', () => {
  expect(finding(firing)).toMatchObject({
    facts: { left: isoDay(today - 30), here: false },
    counted: [firing.contacts?.[1]?.reference],
    span: { from: today - 35, to: today - 30 },
    number: 1,
    unit: 'episodes',
    changeKey: firing.contacts?.[1]?.reference,
  });
});

test('it ended 7 to 60 days ago', () => {
  expect([6, 7, 60, 61].map((to) => finding(life(stay(to + 5, to)))?.code)).toEqual([
    undefined,
    'serious-injury',
    'serious-injury',
    undefined,
  ]);
});

test('a child of six is spoken of too', () => {
  expect(finding({ ...firing, person: { born: today - 6 * 366 } })).toBeDefined();
});

describe('stays that touch', () => {
  test('are one: the injury may be named by any of them, and the last one ends it', () => {
    const moved = life(stay(40, 35, { groups: [] }), stay(34, 20));
    expect(finding(moved)).toMatchObject({ facts: { left: isoDay(today - 20) }, span: { from: today - 40 } });
    expect(finding(moved)?.counted).toHaveLength(2);
  });

  test('a planned move within them says nothing of how they began', () => {
    const moved = (first: Partial<Contact>, then: Partial<Contact>) =>
      finding(life(stay(40, 35, first), stay(35, 20, then)));
    expect(moved({}, { planned: true })).toBeDefined();
    expect(moved({ planned: true }, {})).toBeUndefined();
  });

  test('more than a day between them makes two, of which the latest with an injury counts', () => {
    expect(finding(life(stay(40, 35), stay(33, 20, { groups: [] })))?.facts).toMatchObject({
      left: isoDay(today - 35),
    });
  });
});

describe('stays silent', () => {
  const cases: readonly (readonly [string, Life, Life])[] = [
    ['on another reason', life(stay(35, 30, { groups: ['asthma'] })), firing],
    ['on a planned stay', life(stay(35, 30, { planned: true })), firing],
    ['on a stay without a night', life(stay(30, 30)), life(stay(31, 30))],
    ['on a night at an emergency department', life(stay(31, 30, { setting: 'emergency', unplanned: true })), firing],
    ['on a visit to the surgery with the injury', life(contact('A', 35, { groups: ['serious-injury'] })), firing],
    ['on a stay whose end is not recorded', life(stay(35, undefined)), firing],
    ['on a stay that did not take place', life(stay(35, 30, { excluded: 'cancelled' })), firing],
    ['on a stay entered in error', life(stay(35, 30, { excluded: 'entered-in-error' })), firing],
    ['on a restricted stay', life(stay(35, 30, { excluded: 'restricted' })), firing],
    [
      'while in hospital again',
      life(stay(35, 30), stay(3, undefined, { state: 'underway', groups: [] })),
      life(stay(35, 30), stay(200, undefined, { state: 'underway', groups: [] })),
    ],
    ['while in hospital still', life(stay(35, undefined, { state: 'underway' })), firing],
    [
      'while in hospital again, even where that is restricted',
      life(
        stay(35, 30),
        stay(3, undefined, {
          state: 'underway',
          excluded: 'restricted',
          silencing: { clinician: undefined, groups: [], setting: 'inpatient', custody: false },
        }),
      ),
      firing,
    ],
    ['after a visit here since', plus(firing, contact('N', 29)), plus(firing, contact('N', 30))],
    [
      'after a dressing here',
      plus(firing, contact('N', 10, { series: 'dressing' })),
      plus(firing, contact('N', 10, { series: 'dressing', here: false })),
    ],
    ['where a restricted visit here may have been', plus(firing, contact('A', 10, { excluded: 'restricted' })), firing],
    [
      'with self-harm within 14 days',
      { ...firing, cautions: [caution(['self-harm'], 35 + 14)] },
      { ...firing, cautions: [caution(['self-harm'], 35 + 15)] },
    ],
    [
      'with an assault within 14 days after it',
      { ...firing, cautions: [caution(['assault'], 16)] },
      { ...firing, cautions: [caution(['assault'], 15)] },
    ],
    [
      'with domestic abuse within 14 days after it',
      { ...firing, cautions: [caution(['domestic-abuse'], 16)] },
      { ...firing, cautions: [caution(['domestic-abuse'], 15)] },
    ],
    [
      'with abuse of an unknown day',
      { ...firing, cautions: [caution(['assault'], undefined)] },
      { ...firing, cautions: [caution(['birth'], undefined)] },
    ],
    [
      'with a child under two at the time',
      { ...firing, person: { born: today - 35 - 700 } },
      { ...firing, person: { born: today - 35 - 740 } },
    ],
    ['with a safeguarding concern', { ...firing, safeguarding: ['Flag/1'] }, firing],
    ['where the cautions were not read', { ...firing, unread: ['cautions'] }, { ...firing, unread: ['medicines'] }],
    ['where visits were not read', { ...firing, unread: ['contacts'] }, firing],
    [
      'with someone who came here under three months ago',
      { ...firing, person: { registeredSince: today - 80 } },
      { ...firing, person: { registeredSince: today - 100 } },
    ],
  ];
  test.each(cases)('%s, and fires on the twin', (_, silent, twin) => {
    expect(finding(silent)).toBeUndefined();
    expect(finding(twin)?.code).toBe('serious-injury');
  });
});

test('says that this is the first visit since only in a visit of today', () => {
  const now = contact('A', 0, { state: 'underway' });
  const here = openedBy('U', { visit: { ...visitNow, reference: now.reference } });
  expect(finding(plus(firing, now), here)?.facts).toMatchObject({ here: true });
  expect(finding(firing)?.facts).toMatchObject({ here: false });
});

givesEverySilence(
  seriousInjury,
  {
    'nothing-found': { life: life(stay(35, 30, { groups: ['asthma'] })) },
    'in-hospital': { life: life(stay(35, 30), stay(3, undefined, { state: 'underway', groups: [] })) },
    'planned-stay': { life: life(stay(35, 30, { planned: true })) },
    'too-recent': { life: life(stay(11, 6)), because: { agoDays: 6, needs: 7 } },
    'too-long-ago': { life: life(stay(80, 70), stay(66, 61)), because: { agoDays: 61, most: 60 } },
    'no-night': { life: life(stay(30, 30)) },
    'end-not-recorded': { life: life(stay(35, 33), stay(32, undefined)) },
    'too-young': { life: { ...firing, person: { born: today - 35 - 700 } }, because: { needs: 2 } },
    'met-since': { life: plus(firing, contact('N', 29)), because: { since: isoDay(today - 30) } },
    'self-harm-or-assault': { life: { ...firing, cautions: [caution(['self-harm'], 40)] } },
    safeguarding: { life: { ...firing, safeguarding: ['Flag/1'] } },
  },
  [
    ['planned-stay', 'not-counted'],
    ['nothing-found', 'end-not-recorded'],
    ['in-hospital'],
    ['nothing-found'],
    ['self-harm-or-assault', 'too-young', 'unread'],
    ['met-since'],
    ['safeguarding', 'audience'],
    ['observed-too-briefly'],
  ],
);
