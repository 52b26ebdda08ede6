import { describe, expect, test } from '@jest/globals';
import { bereavement } from '#src/detectors/losses/bereavement.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Part } from '#src/history/history.ts';
import {
  condition,
  contact,
  found,
  type Life,
  observation,
  openedBy,
  resultOf,
  today,
  visitNow,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { bereaved, condolence, familyLoss, loss, relative, undatedLoss, visitForLoss } from './losses.ts';

const finding = (life: Life, opening = openedBy()) => found(bereavement, life, opening);
const wife = relative('wife', 43);
const widower = bereaved({ relatives: [wife] });
const plus = (life: Life, difference: Partial<Life>): Life => ({ ...life, ...difference });
const withVisits = (life: Life, ...visits: ReturnType<typeof contact>[]) =>
  plus(life, { contacts: [...(life.contacts ?? []), ...visits] });

test('fires on a death by the links of records, and says when and that nobody was seen since', () => {
  expect(finding(widower)).toMatchObject({
    facts: {
      relation: 'wife',
      died: isoDay(today - 43),
      dayKnown: true,
      later: false,
      visitsSince: 0,
      firstVisitSince: false,
      throughCarer: false,
      contactDays: 14,
    },
    counted: [wife.reference],
    number: 1,
    unit: 'entries',
    changeKey: `${isoDay(today - 43)} first`,
  });
});

test.each([
  ['1 day', 1, 'first'],
  ['90 days', 90, 'first'],
  ['150 days', 150, 'later'],
  ['240 days', 240, 'later'],
])('fires %s after the death', (_, days, time) => {
  const found = finding(bereaved({ relatives: [relative('wife', days)] }));
  expect(found?.changeKey).toBe(`${isoDay(today - days)} ${time}`);
  expect(found?.facts.later).toBe(time === 'later');
});

test.each([
  ['on the day itself', 0],
  ['91 days after', 91],
  ['149 days after', 149],
  ['241 days after', 241],
])('stays silent %s', (_, days) => {
  expect(finding(bereaved({ relatives: [relative('wife', days)] }))).toBeUndefined();
});

describe('what it speaks of', () => {
  test('an entry of the person’s own, though no relative’s record could be read', () => {
    const own = bereaved({ losses: [loss(20, { relation: 'partner' })], unread: ['relatives', 'familyLosses'] });
    expect(finding(own)?.facts).toMatchObject({ relation: 'partner', died: isoDay(today - 20) });
  });

  test('an entry without a day of death: only its recording, and no second time', () => {
    const facts = finding(bereaved({ losses: [undatedLoss(20)] }))?.facts;
    expect([facts?.died, facts?.recorded]).toEqual([undefined, isoDay(today - 20)]);
    expect(finding(bereaved({ losses: [undatedLoss(160)] }))).toBeUndefined();
    expect(finding(bereaved({ losses: [loss(160)] }))?.facts.later).toBe(true);
  });

  test('no entry that came soon after a death, as it is about that', () => {
    const spoken = { contacts: [visitForLoss(38)], relatives: [relative('wife', 40)] };
    expect(finding(bereaved({ ...spoken, losses: [undatedLoss(20)] }))).toBeUndefined();
    expect(finding(bereaved({ contacts: spoken.contacts, losses: [undatedLoss(20)] }))).toBeDefined();
  });

  test('the family history', () => {
    expect(finding(bereaved({ familyLosses: [familyLoss('sister', 30)] }))?.facts.relation).toBe('sister');
  });

  test('the latest of two deaths', () => {
    const two = bereaved({ relatives: [relative('mother', 80), relative('wife', 20)] });
    expect(finding(two)?.facts.relation).toBe('wife');
    const acknowledged = withVisits(two, visitForLoss(10));
    expect(finding(acknowledged)).toBeUndefined();
  });

  test('one death by two records, by the more telling one', () => {
    const both = bereaved({ relatives: [relative('wife', 43)], losses: [loss(40)] });
    expect(finding(both)).toMatchObject({ facts: { relation: 'wife', died: isoDay(today - 43) }, number: 2 });
  });

  test('an entry without a relation where two have died is none of the two', () => {
    const two = bereaved({ relatives: [relative('wife', 43), relative('son', 43)], losses: [loss(40)] });
    expect(finding(two)?.facts.relation).toBeUndefined();
  });
});

describe('visits since', () => {
  test('are those on later days, planned series and unknown clinicians included, letters and emergencies not', () => {
    const visits = [
      contact('A', 43),
      contact('N', 20, { series: 'vaccination' }),
      contact(undefined, 10, { excluded: 'clinician-not-recorded' }),
      contact('A', 9, { excluded: 'not-a-visit' }),
      contact('A', 8, { excluded: 'not-ambulatory', setting: 'emergency' }),
      contact('A', 7, { excluded: 'not-ambulatory', setting: 'inpatient' }),
      contact('A', 6, { here: false }),
      contact('A', 0),
    ];
    expect(finding(withVisits(widower, ...visits))?.facts.visitsSince).toBe(3);
  });

  test('the first is only spoken of where the chart is opened in a visit of today', () => {
    const now = contact('U', 0, { reference: visitNow.reference, state: 'underway' });
    const opening = openedBy('U', { visit: visitNow });
    expect(finding(withVisits(widower, now), opening)?.facts).toMatchObject({ visitsSince: 0, firstVisitSince: true });
    expect(finding(widower, opening)?.facts).toMatchObject({ visitsSince: 0, firstVisitSince: false });
    const silenced = openedBy('U', { visit: { ...visitNow, onlySilences: true } });
    expect(finding(withVisits(widower, now), silenced)?.facts.firstVisitSince).toBe(false);
    expect(finding(withVisits(widower, contact('A', 5), now), opening)?.facts).toMatchObject({
      visitsSince: 1,
      firstVisitSince: false,
    });
  });

  test('nothing is claimed where a restricted one may have been', () => {
    const hidden = contact('A', 20, { excluded: 'restricted' });
    const facts = finding(withVisits(widower, hidden))?.facts;
    expect([facts?.visitsSince, facts?.firstVisitSince]).toEqual([undefined, false]);
  });

  test('nor where a visit was in the month of a death of which the day is not known', () => {
    const month = bereaved({ relatives: [relative('wife', 24, { diedExact: false })] });
    expect(finding(month)?.facts).toMatchObject({ visitsSince: 0, dayKnown: false });
    expect(finding(withVisits(month, contact('A', 40)))?.facts.visitsSince).toBeUndefined();
    expect(finding(withVisits(month, contact('A', 20)))?.facts.visitsSince).toBe(1);
  });
});

describe('stays silent', () => {
  test('after a visit for it of which only this year is known; but fires after one of last year', () => {
    const inYear = (latest: number) =>
      bereaved({
        relatives: [relative('wife', 43)],
        contacts: [visitForLoss(0, { day: undefined, excluded: 'undated', latest })],
      });
    expect(finding(inYear(today + 37))).toBeUndefined();
    expect(finding(inYear(today - 328))).toBeDefined();
  });

  test.each<[string, Life, string, Life]>([
    [
      'after a visit for it',
      withVisits(widower, visitForLoss(30)),
      'after a visit for something else',
      withVisits(widower, contact('A', 30)),
    ],
    [
      'after a restricted visit for it',
      withVisits(
        widower,
        contact('A', 30, {
          excluded: 'restricted',
          silencing: { clinician: undefined, groups: ['bereavement-contact'], setting: 'practice', custody: false },
        }),
      ),
      'after one for it elsewhere',
      withVisits(widower, visitForLoss(30, { here: false })),
    ],
    [
      'after a visit for it in the month of a death of which the day is not known',
      bereaved({ relatives: [relative('wife', 24, { diedExact: false })], contacts: [visitForLoss(40)] }),
      'after one before that month',
      bereaved({ relatives: [relative('wife', 24, { diedExact: false })], contacts: [visitForLoss(60)] }),
    ],
    [
      'after a message about it',
      plus(widower, { acknowledgements: [condolence(30)] }),
      'after one about an earlier death',
      plus(widower, { acknowledgements: [condolence(50)] }),
    ],
    [
      'after a message on an unknown day',
      plus(widower, { acknowledgements: [condolence(0, { day: undefined })] }),
      'without one',
      widower,
    ],
    [
      'where it was recorded in a contact here',
      bereaved({
        contacts: [contact('A', 20, { reference: 'Encounter/told' })],
        losses: [loss(25)],
        acknowledgements: [condolence(20, { kind: 'entry', contact: 'Encounter/told' })],
      }),
      'where it was recorded in a contact elsewhere',
      bereaved({
        contacts: [contact('A', 20, { reference: 'Encounter/told', here: false })],
        losses: [loss(25)],
        acknowledgements: [condolence(20, { kind: 'entry', contact: 'Encounter/told' })],
      }),
    ],
    [
      'where it was recorded on the day of a contact here',
      bereaved({
        contacts: [contact('A', 20)],
        losses: [undatedLoss(20)],
        acknowledgements: [condolence(20, { kind: 'entry' })],
      }),
      'where it was recorded on another day',
      bereaved({
        contacts: [contact('A', 19)],
        losses: [undatedLoss(20)],
        acknowledgements: [condolence(20, { kind: 'entry' })],
      }),
    ],
    [
      'where an emergency attendance is the contact, but for',
      bereaved({ relatives: [wife], contacts: [visitForLoss(30)] }),
      'a visit here',
      bereaved({
        relatives: [wife],
        contacts: [visitForLoss(30, { setting: 'emergency', excluded: 'not-ambulatory' })],
      }),
    ],
    [
      'where the family history was taken in a contact here',
      bereaved({ contacts: [contact('A', 20)], familyLosses: [familyLoss('son', 30, { recorded: today - 20 })] }),
      'where it came with a letter',
      bereaved({ contacts: [contact('A', 20)], familyLosses: [familyLoss('son', 30, { recorded: today - 19 })] }),
    ],
    [
      'half a year later where somebody spoke of it after 90 days',
      bereaved({ relatives: [relative('wife', 170)], contacts: [visitForLoss(79)] }),
      'where that was before',
      bereaved({ relatives: [relative('wife', 170)], contacts: [visitForLoss(80)] }),
    ],
    [
      'where two sources contradict each other',
      bereaved({ relatives: [relative('wife', 20)], familyLosses: [familyLoss('wife', 52)] }),
      'where they agree within 31 days',
      bereaved({ relatives: [relative('wife', 20)], familyLosses: [familyLoss('wife', 51)] }),
    ],
    [
      'where the other source is 183 days away',
      bereaved({ relatives: [relative('wife', 20)], familyLosses: [familyLoss('partner', 203)] }),
      'where it is of another relative',
      bereaved({ relatives: [relative('wife', 20)], familyLosses: [familyLoss('son', 203)] }),
    ],
    [
      'where an entry and a linked record contradict each other',
      bereaved({ losses: [loss(20, { relation: 'partner' })], relatives: [relative('wife', 60)] }),
      'where they are further apart, and so two deaths',
      bereaved({ losses: [loss(20, { relation: 'partner' })], relatives: [relative('wife', 204)] }),
    ],
    [
      'where a relative’s death is hidden',
      plus(widower, { relatives: [relative('wife', undefined, { doubtful: true })], losses: [loss(43)] }),
      'where the relative lives',
      plus(widower, { relatives: [relative('wife')], losses: [loss(43)] }),
    ],
    [
      'where an entry without a day may be of a hidden death',
      plus(widower, { relatives: [relative('wife', undefined, { doubtful: true })], losses: [undatedLoss(43)] }),
      'where the relative lives',
      plus(widower, { relatives: [relative('wife')], losses: [undatedLoss(43)] }),
    ],
    [
      'with a safeguarding concern',
      plus(widower, { safeguarding: ['Flag/1'] }),
      'without one',
      plus(widower, { safeguarding: [] }),
    ],
    [
      'with an entry of domestic abuse',
      plus(widower, { domesticAbuse: ['Condition/1'] }),
      'without one',
      plus(widower, { domesticAbuse: [] }),
    ],
    [
      'with a visit for domestic abuse',
      withVisits(widower, contact('A', 300, { groups: ['domestic-abuse'] })),
      'with one for anything else',
      withVisits(widower, contact('A', 300, { groups: ['asthma'] })),
    ],
    ['where nobody has died', bereaved({ relatives: [relative('wife')] }), 'where somebody has', widower],
  ])('%s; but fires %s', (...[, silent, , fires]) => {
    expect(finding(silent)).toBeUndefined();
    expect(finding(fires)?.code).toBe('bereavement');
  });

  test.each<Part>([
    'contacts',
    'losses',
    'acknowledgements',
    'safeguarding',
    'domesticAbuse',
    'conditions',
  ])('where %s could not be read; but fires where they could', (part) => {
    expect(finding({ ...widower, unread: [part] })).toBeUndefined();
    expect(finding({ ...widower, unread: ['medicines'] })).toBeDefined();
  });
});

test('two sources of one kind at an unknown relation contradict each other too', () => {
  const entries = (days: number) =>
    bereaved({ losses: [loss(20)], familyLosses: [{ ...familyLoss('son', days), relation: undefined }] });
  expect(finding(entries(60))).toBeUndefined();
  expect(finding(entries(20))).toBeDefined();
});

test('someone who cares for the person is named first with dementia or a learning disability, but not with a suspicion', () => {
  const through = (difference: Partial<Life>) => finding(plus(widower, difference))?.facts.throughCarer;
  expect(through({ conditions: [condition(['dementia'], 900)] })).toBe(true);
  expect(through({ observations: [observation(['learning-disability'], 900)] })).toBe(true);
  expect(through({ conditions: [condition(['dementia'], 900, { tentative: true })] })).toBe(false);
  expect(through({ conditions: [condition(['depression'], 900)] })).toBe(false);
});

test('is for adults, in care homes too, and not in a hospice', () => {
  expect(bereavement.audience).toEqual({ children: false, careHomes: true, hospices: false, anyStaff: false });
  expect(bereavement.offByDefault).toBeUndefined();
});

const doubtful = relative('wife', undefined, { doubtful: true });
const died = (daysAgo: number) => bereaved({ relatives: [relative('wife', daysAgo)] });

givesEverySilence(
  bereavement,
  {
    'nothing-found': { life: bereaved({ relatives: [relative('wife')] }) },
    'hidden-death': { life: bereaved({ relatives: [doubtful], losses: [undatedLoss(43)] }) },
    'sources-differ': {
      life: bereaved({ relatives: [relative('wife', 20)], familyLosses: [familyLoss('wife', 52)] }),
      because: { most: 31 },
    },
    'too-recent': { life: died(0), because: { agoDays: 0, needs: 1 } },
    'between-the-times': { life: died(91), because: { agoDays: 91, most: 90, needs: 150 } },
    'too-long-ago': { life: died(241), because: { agoDays: 241, most: 240 } },
    'spoken-of': { life: withVisits(widower, visitForLoss(30)), because: { since: isoDay(today - 43) } },
    safeguarding: { life: plus(widower, { safeguarding: ['Flag/1'] }) },
    'domestic-abuse': { life: plus(widower, { domesticAbuse: ['Condition/1'] }) },
  },
  [
    ['spoken-of'],
    ['not-counted', 'nothing-found'],
    ['not-counted', 'nothing-found'],
    ['not-counted', 'nothing-found'],
    ['not-counted', 'nothing-found'],
    ['sources-differ', 'hidden-death'],
    ['not-counted', 'nothing-found'],
    ['safeguarding', 'domestic-abuse'],
    ['audience'],
  ],
);

test('says when a second card would have come, and that there is none for an entry without a day of death', () => {
  const because = (life: Life) => resultOf(bereavement, life);
  expect(because(withVisits(died(170), visitForLoss(79)))).toEqual({
    silent: 'spoken-of',
    because: { since: isoDay(today - 79) },
  });
  expect(because(bereaved({ losses: [undatedLoss(160)] }))).toEqual({
    silent: 'too-long-ago',
    because: { agoDays: 160, most: 90 },
  });
});
