import { describe, expect, test } from '@jest/globals';
import { toArguments } from '#src/cards/arguments.ts';
import { cardTextOf } from '#src/cards/card-text.ts';
import { phrasingFor, plain } from '#src/cards/phrasing.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Code, FactsOf } from '#src/detectors/index.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on } from '../../scripts/docs/example-findings.ts';

const words = wordsIn('en-GB');
const phrasing = phrasingFor(words, khan, asOf, plain);
const cardOf = <C extends Code>(code: C, more: Partial<FactsOf[C]>) => {
  const one = finding(code, { ...fullFacts[code], ...more } as never);
  return cardTextOf(one, khan, asOf, words);
};

test.each([
  ['Annual check of the feet', 'annual check of the feet'],
  ['Sertraline 50mg tablets', 'sertraline 50mg tablets'],
  ['Élan check', 'élan check'],
  ['ECG and blood test', 'ECG and blood test'],
  ['HbA1c', 'HbA1c'],
  ['Vitamin B12 injection', 'Vitamin B12 injection'],
  ['Crohn’s check', 'Crohn’s check'],
  ["Parkinson's review", "Parkinson's review"],
  ['I stop ringing my sister', 'I stop ringing my sister'],
  ['I’m not sleeping', 'I’m not sleeping'],
  ['X-ray', 'X-ray'],
  ['smear', 'smear'],
])('of the record’s own words an ordinary one has no capital within a sentence: %s', (text, expected) => {
  expect(toArguments({ medicine: text }, phrasing).medicine).toBe(expected);
});

test('what someone wrote is quoted as they wrote it, and has no capital where it is not quoted', () => {
  const { summary, detail } = cardOf('shared-signature', {
    signs: [{ text: 'Poor sleep', on: '2026-11-09' }],
    words: 'Ring me.',
  });
  expect(summary).toContain(': poor sleep.');
  expect(detail).toContain('(“Poor sleep”)');
  expect(detail).toContain('“Ring me”');
});

test.each([
  [['2026-02-03', '2026-05-12', '2026-09-01'], 'February, May and September'],
  [['2026-05-02', '2026-05-20'], 'May'],
  [['2025-11-24', '2026-02-03', '2026-05-12'], 'November 2025, February and May 2026'],
  [['2024-05-02', '2026-06-11'], 'May 2024 and June 2026'],
  [['2025-11-19'], 'November 2025'],
  [['2025-12-25'], 'December'],
])('months of %j: %s', (days, expected) => {
  expect(words.months(days.map(on), asOf)).toBe(expected);
});

test.each([
  [1, 'one day'],
  [13, '13 days'],
  [14, '2 weeks'],
  [35, '5 weeks'],
  [90, '3 months'],
  [1100, '3 years'],
])('%i days are %s', (days, expected) => {
  expect(words.span(days)).toBe(expected);
});

describe('a part that is the whole', () => {
  const shareOf = (with_: number, of: number) =>
    toArguments({ with: with_, of }, phrasing, { shares: { with: 'of' } }).withShare;

  test('is both or all of it; none and one of one are not', () => {
    expect([shareOf(2, 2), shareOf(5, 5), shareOf(4, 5), shareOf(0, 5), shareOf(1, 1)]).toEqual([
      'both',
      'all',
      'some',
      'some',
      'some',
    ]);
  });

  test.each([
    ['emergency-first', { emergency: 2, of: 2 }, 'Both of Mrs Khan’s latest serious diagnoses were first recorded'],
    ['emergency-first', { emergency: 2, of: 3 }, 'Of Mrs Khan’s last 3 serious diagnoses, 2 were first recorded'],
    ['medicine-not-collected', { onTime: 10, supplies: 10 }, 'all 10 earlier supplies came on time.'],
    ['medicine-not-collected', { onTime: 9, supplies: 10 }, '; 9 of 10 earlier supplies came on time.'],
    ['persistent-symptoms', { withoutCause: 4, referrals: 4 }, 'none of 4 specialist referrals found a cause.'],
    ['persistent-symptoms', { withoutCause: 2, referrals: 2 }, 'neither of 2 specialist referrals found a cause.'],
    ['persistent-symptoms', { withoutCause: 3, referrals: 4 }, '3 of 4 specialist referrals found no cause.'],
    ['booking-elsewhere', { visits: 5, of: 5 }, '(all of her last 5 GP visits)'],
    ['booking-elsewhere', { visits: 4, of: 5 }, '(4 of her last 5 GP visits)'],
    ['usual-clinician-away', { visits: 9, of: 9 }, 'seen at all of Mrs Khan’s last 9 GP visits,'],
    ['continuity-fell', { beforeWith: 10, beforeOf: 10 }, '; all 10 before (to November 2025) were with Dr Wren.'],
    ['late-presentation', { late: 3, of: 3 }, 'Mrs Khan’s last 3 new problems had all been present for over 3 months'],
    ['missed-appointments', { missed: 5, booked: 5 }, 'has missed all 5 booked appointments'],
    ['abrupt-move', { visits: 10, of: 10 }, 'at all 10 visits up to'],
  ] as const)('%s with %j says: %s', (code, facts, expected) => {
    expect(cardOf(code, facts as never).summary).toContain(expected);
  });
});

test.each([
  [120, 123, '4 months'],
  [96, 140, '3–5 months'],
  [31, 730, '4 weeks – 2 years'],
  [1, 6, '1–6 days'],
])('from %i to %i days are %s', (shortest, longest, expected) => {
  expect(words.range(shortest, longest)).toBe(expected);
});

test('lengths of time that are about alike are said once', () => {
  const took = (intervals: readonly number[]) => cardOf('late-presentation', { late: 2, of: 4, intervals }).detail;
  expect(took([120, 123])).toContain('It took about 4 months each time.');
  expect(took([96, 140])).toContain('It took about 3–5 months each time.');
});

describe('a note for whoever comes next, and what the person has written,', () => {
  const { note, aboutMe, goodbyes } = fullFacts['usual-clinician-left'];
  const lone = { left: undefined, named: undefined, goodbyes };
  const first = { named: true, goodbyes: fullFacts['first-meeting'].goodbyes };

  test.each([
    [{ note, aboutMe }, /Dr Patel’s note \(28 July\) and her own words \(3 May\)/],
    [{ note, aboutMe: undefined }, /Dr Patel and Mrs Khan left a note for whoever comes next \(28 July\)\./],
    [{ note: undefined, aboutMe }, /She has written what she would like you to know \(3 May\)\./],
    [{ note: undefined, aboutMe: undefined }, /Of the GPs she knew well, \d have left since 20\d\d\./],
  ])('have room on a card, and come before other sentences: %j', (written, expected) => {
    expect(cardOf('usual-clinician-left', { ...lone, ...written } as never).detail).toMatch(expected);
    expect(cardOf('usual-clinician-left', written as never).detail).toMatch(expected);
    expect(cardOf('first-meeting', { ...first, ...written } as never).detail).toMatch(expected);
  });
});

test('of a team that the user is in, the user is one of ‘you’', () => {
  const { members } = fullFacts['known-team'];
  const withYou = members.map((one, i) => ({ ...one, you: i === 1 }));
  expect(cardOf('known-team', { members: withYou }).detail).toMatch(
    /^You might tell her that the 3 of you know her, .*Together you have seen her at 21 of her 24 visits\./,
  );
  expect(cardOf('known-team', { members }).detail).toMatch(/Together they have seen her at/);
});
