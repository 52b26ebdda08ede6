import { describe, expect, test } from '@jest/globals';
import { anniversary } from '#src/detectors/losses/anniversary.ts';
import { runDetectors } from '#src/detectors/run.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import type { Contact, Part, Relation } from '#src/history/history.ts';
import {
  condition,
  contact,
  found,
  type Life,
  observation,
  openedBy,
  readingOf,
  resultOf,
  today,
} from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { bereaved, condolence, familyLoss, loss, relative, undatedLoss, visitForLoss } from './losses.ts';

const day = (iso: string) => parseDay(iso) ?? 0;
/** Someone who died on this day, and was spoken of ten days later. */
const since = (iso: string, relation: Relation = 'wife', difference: Partial<Life> = {}): Life => {
  const ago = today - day(iso);
  return bereaved({ relatives: [relative(relation, ago)], contacts: [visitForLoss(ago - 10)], ...difference });
};
const finding = (life: Life, opening = openedBy()) => found(anniversary, life, opening);
const aYearAgo = since('2025-11-29');
const undated = familyLoss('wife', 360, { died: undefined, diedExact: false });

test('fires in the days around, and says which it is', () => {
  expect(finding(aYearAgo)).toMatchObject({
    facts: { relation: 'wife', died: '2025-11-29', years: 1, anniversary: '2026-11-29', when: 'soon' },
    number: 1,
    unit: 'entries',
    changeKey: '2025-11-29 1',
  });
});

test.each([
  ['2025-12-08', 'later'],
  ['2025-11-30', 'next'],
  ['2025-11-25', 'soon'],
  ['2025-11-24', 'today'],
  ['2025-11-23', 'earlier'],
  ['2025-11-22', 'last'],
  ['2025-11-10', 'before'],
])('a death of %s lies %s', (died, when) => {
  expect(finding(since(died))?.facts.when).toBe(when);
});

test('of 29 February the 28th counts', () => {
  const asOf = day('2025-02-28');
  const opening = openedBy('U', { asOf, now: asOf * 86_400_000 + 43_200_000 });
  expect(finding(since('2024-02-29'), opening)?.facts).toMatchObject({ anniversary: '2025-02-28', when: 'today' });
});

test('the new year lies between a death and its day', () => {
  const asOf = day('2027-01-02');
  const opening = openedBy('U', { asOf, now: asOf * 86_400_000 + 43_200_000 });
  expect(finding(since('2024-12-28'), opening)?.facts).toMatchObject({ years: 2, anniversary: '2026-12-28' });
});

describe('stays silent', () => {
  test.each<[string, Life, string, Life]>([
    ['15 days before', since('2025-12-09'), '14 days before', since('2025-12-08')],
    ['15 days after', since('2025-11-09'), '14 days after', since('2025-11-10')],
    ['at the sixth', since('2020-11-24'), 'at the fifth', since('2021-11-24')],
    ['at the eleventh of a child', since('2015-11-24', 'son'), 'at the tenth', since('2016-11-24', 'son')],
    ['at the second of a sibling', since('2024-11-24', 'sister'), 'at the first', since('2025-11-24', 'sister')],
    ['in the first year', since('2026-11-20'), 'after it', since('2025-11-20')],
    [
      'where the day is not known',
      since('2025-11-30', 'wife', { relatives: [relative('wife', 359, { diedExact: false })] }),
      'where it is',
      since('2025-11-30'),
    ],
    [
      'where nobody spoke of it',
      since('2025-11-29', 'wife', { contacts: [contact('A', 300)] }),
      'where somebody wrote of it',
      since('2025-11-29', 'wife', { contacts: [contact('A', 300)], acknowledgements: [condolence(300)] }),
    ],
    [
      'where somebody spoke of it only before',
      since('2025-11-29', 'wife', { contacts: [visitForLoss(370)] }),
      'after it',
      since('2025-11-29', 'wife', { contacts: [visitForLoss(360)] }),
    ],
    [
      'where it was spoken of in what is restricted alone',
      since('2025-11-29', 'wife', {
        contacts: [],
        acknowledgements: [condolence(300, { onlySilences: true })],
      }),
      'where that may be disclosed',
      since('2025-11-29', 'wife', { contacts: [], acknowledgements: [condolence(300)] }),
    ],
    [
      'where two sources contradict each other',
      since('2025-11-29', 'wife', { familyLosses: [familyLoss('wife', 400)] }),
      'where they agree',
      since('2025-11-29', 'wife', { familyLosses: [familyLoss('wife', 360)] }),
    ],
    [
      'where a relative’s death is hidden',
      since('2025-11-29', 'wife', {
        relatives: [relative('wife', undefined, { doubtful: true })],
        losses: [loss(360)],
      }),
      'where none is',
      since('2025-11-29', 'wife', { relatives: [], losses: [loss(360)] }),
    ],
    ['with a safeguarding concern', { ...aYearAgo, safeguarding: ['Flag/1'] }, 'without one', aYearAgo],
    ['with an entry of domestic abuse', { ...aYearAgo, domesticAbuse: ['Flag/1'] }, 'without one', aYearAgo],
    [
      'with dementia, suspected too',
      { ...aYearAgo, conditions: [condition(['dementia'], 900, { tentative: true })] },
      'with something else',
      { ...aYearAgo, conditions: [condition(['asthma'], 900)] },
    ],
    [
      'with a learning disability',
      { ...aYearAgo, observations: [observation(['learning-disability'], 900)] },
      'with something else',
      { ...aYearAgo, observations: [observation(['asthma'], 900)] },
    ],
  ])('%s; but fires %s', (...[, silent, , fires]) => {
    expect(finding(silent)).toBeUndefined();
    expect(finding(fires)?.code).toBe('anniversary');
  });

  test.each<Part>([
    'losses',
    'acknowledgements',
    'domesticAbuse',
    'safeguarding',
    'conditions',
  ])('where %s could not be read; but fires where they could', (part) => {
    expect(finding({ ...aYearAgo, unread: [part] })).toBeUndefined();
    expect(finding({ ...aYearAgo, unread: ['medicines'] })).toBeDefined();
  });
});

test('of two it is that of the latest death, and of an earlier one where that is not about now', () => {
  const two = (ago: number) =>
    bereaved({ relatives: [relative('mother', 726), relative('wife', ago)], contacts: [visitForLoss(200)] });
  expect(finding(two(360))?.facts.relation).toBe('wife');
  expect(finding(two(300))?.facts.relation).toBe('mother');
});

test('a sentence for whoever is not named', () => {
  const own = bereaved({ losses: [loss(360)], contacts: [visitForLoss(350)] });
  expect(finding(own)?.facts).toEqual({
    died: isoDay(today - 360),
    years: 1,
    anniversary: '2026-11-29',
    when: 'soon',
  });
});

test('not on what may only silence: a group visit, a visit or a message without a day; but on a visit of a day', () => {
  const spoken = (difference: Partial<Contact>) =>
    bereaved({ relatives: [relative('wife', 360)], contacts: [visitForLoss(350, difference)] });
  const silencing = { clinician: 'A', groups: ['bereavement-contact'], setting: 'practice', custody: false } as const;
  expect(finding(spoken({}))).toBeDefined();
  expect(finding(spoken({ excluded: 'group-visit', groups: [], silencing }))).toBeUndefined();
  expect(finding(spoken({ excluded: 'undated', day: undefined, latest: today - 100 }))).toBeUndefined();
  const written = (day: number | undefined) =>
    bereaved({ relatives: [relative('wife', 360)], acknowledgements: [{ ...condolence(340), day }] });
  expect(finding(written(today - 340))).toBeDefined();
  expect(finding(written(undefined))).toBeUndefined();
});

test('not after someone said no to the card of the bereavement; but where the no was to another', () => {
  const codesWith = (silenced: string) =>
    runDetectors([anniversary], readingOf(aYearAgo), openedBy(), new Map(), new Set([silenced])).findings.length;
  expect(codesWith('bereavement')).toBe(0);
  expect(codesWith('serious-injury')).toBe(1);
});

test('is off until a site turns it on, for adults, and not in a hospice', () => {
  expect(anniversary.offByDefault).toBe(true);
  expect(anniversary.audience).toEqual({ children: false, careHomes: true, hospices: false, anyStaff: false });
});

givesEverySilence(
  anniversary,
  {
    'nothing-found': { life: bereaved({ relatives: [relative('wife')] }) },
    'hidden-death': { life: bereaved({ relatives: [relative('wife', undefined, { doubtful: true })] }) },
    'day-not-known': { life: bereaved({ losses: [undatedLoss(360)], contacts: [visitForLoss(350)] }) },
    'not-spoken-of': {
      life: since('2025-11-29', 'wife', { contacts: [visitForLoss(370)] }),
      because: { since: '2025-11-29' },
    },
    'before-first-anniversary': { life: since('2026-11-10'), because: { agoDays: 14 } },
    'too-many-years': { life: since('2024-11-24', 'sister'), because: { years: 2, most: 1 } },
    'no-anniversary-near': { life: since('2025-12-09'), because: { awayDays: 15, most: 14 } },
    'sources-differ': {
      life: since('2025-11-29', 'wife', { familyLosses: [familyLoss('wife', 400)] }),
      because: { most: 31 },
    },
    impairment: { life: { ...aYearAgo, conditions: [condition(['dementia'], 900)] } },
    safeguarding: { life: { ...aYearAgo, safeguarding: ['Flag/1'] } },
    'domestic-abuse': { life: { ...aYearAgo, domesticAbuse: ['Flag/1'] } },
  },
  [
    ['day-not-known'],
    ['not-spoken-of'],
    ['impairment'],
    ['safeguarding', 'domestic-abuse'],
    ['quiet', 'sources-differ', 'hidden-death', 'not-counted'],
    ['audience'],
  ],
);

test('of several deaths it gives the reason of the one that got furthest', () => {
  const two = bereaved({ relatives: [relative('mother', 330), relative('wife', 20)], contacts: [visitForLoss(10)] });
  expect(resultOf(anniversary, two)).toEqual({ silent: 'no-anniversary-near', because: { awayDays: 35, most: 14 } });
});

test.each<[string, Life]>([
  ['known to the month', since('2025-11-30', 'wife', { relatives: [relative('wife', 359, { diedExact: false })] })],
  [
    'known to the month by the record that names the relative',
    since('2025-11-29', 'wife', {
      relatives: [relative('wife', 359, { diedExact: false })],
      losses: [loss(360)],
    }),
  ],
  ['without a day, by the family history', since('2025-11-29', 'wife', { relatives: [], familyLosses: [undated] })],
])('a death %s', (_, life) => {
  expect(resultOf(anniversary, life)).toMatchObject({ silent: 'day-not-known' });
});
