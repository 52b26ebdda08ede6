import { describe, expect, test } from '@jest/globals';
import { fitsBudget, upperHalf } from '#src/cards/budget.ts';
import { choose } from '#src/cards/choose.ts';
import {
  checkQuiet,
  nothingRemembered,
  type PastShowing,
  type QuietTimes,
  quietRules,
  type Remembered,
  silencedCodes,
} from '#src/cards/quieting.ts';
import type { Code } from '#src/detectors/index.ts';
import { codes } from '#src/detectors/index.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding, khan } from '../../scripts/docs/example-findings.ts';
import { byRoy, clinicians, usualTimes } from '../support/example-opening.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** When the card was first shown. */
const then = Date.parse('2026-11-02T09:00:00Z');
const card: PastShowing = {
  card: 'card',
  suggestions: ['suggestion'],
  code: 'first-meeting',
  material: 'dr-ayla',
  clinicians: ['roy'],
  own: true,
  firstShown: then,
  outcome: undefined,
};
const overridden = (reason: string | undefined, at = then + hour): PastShowing['outcome'] => ({
  outcome: 'overridden',
  reason,
  at,
});
const accepted = (at = then + hour): PastShowing['outcome'] => ({ outcome: 'accepted', reason: undefined, at });

interface Asked {
  readonly code?: string;
  readonly material?: string;
  readonly complete?: boolean;
  readonly times?: QuietTimes;
}

/** What becomes of a finding so long after the card was first shown. */
function decide(after: number, past: Partial<PastShowing> | readonly PastShowing[], asked: Asked = {}) {
  const all = Array.isArray(past) ? past : [{ ...card, ...past }];
  const { code = 'first-meeting', material = 'dr-ayla', complete = true, times = usualTimes } = asked;
  return checkQuiet({ code, material }, { past: all, complete, now: then + after }, times);
}
const asOf = (after: number, past: Partial<PastShowing> | readonly PastShowing[], asked?: Asked) =>
  decide(after, past, asked).kind;

/** What the clinician did, for how many days it keeps quiet, for whom, and whether new facts end it: the catalogue's 1.7. */
const table: readonly [string, Partial<PastShowing>, number, 'this clinician' | 'everyone', 'ends early' | 'never'][] =
  [
    ['ignored the card', {}, 90.5, 'this clinician', 'ends early'],
    ['overrode it without a reason', { outcome: overridden(undefined) }, 90, 'this clinician', 'ends early'],
    ['overrode it with other', { outcome: overridden('other') }, 90, 'this clinician', 'ends early'],
    [
      'overrode it with a word that is not ours',
      { outcome: overridden('toString') },
      90,
      'this clinician',
      'ends early',
    ],
    ['said not now', { outcome: overridden('not-now') }, 30, 'this clinician', 'ends early'],
    ['said already known', { outcome: overridden('already-known') }, 180, 'this clinician', 'ends early'],
    ['said not right', { outcome: overridden('not-right-for-this-person') }, 365, 'everyone', 'ends early'],
    ['accepted it', { outcome: accepted() }, Number.POSITIVE_INFINITY, 'this clinician', 'ends early'],
    ['said the facts are wrong', { outcome: overridden('facts-wrong') }, Number.POSITIVE_INFINITY, 'everyone', 'never'],
    ['said it is unkind', { outcome: overridden('unkind-wording') }, Number.POSITIVE_INFINITY, 'everyone', 'never'],
  ];

test('an answer that is said to be older than its card counts from when the card was shown', () => {
  const long = { outcome: overridden('not-now', then - 3000 * day) };
  expect([asOf(hour, long), asOf(30 * day - 1, long), asOf(30 * day, long)]).toEqual(['quiet', 'quiet', 'new']);
});

test('an answer holds at once, also by a clock behind the one that dated it or its card', () => {
  const answered = { outcome: overridden('not-now') };
  expect([asOf(hour - 1, answered), asOf(-hour, answered), asOf(-500 * day, answered)]).toEqual(Array(3).fill('quiet'));
  expect(asOf(-hour, {})).toBe('again');
});

describe.each(table)('the clinician %s', (_, past, days, whom, early) => {
  const from = past.outcome?.at ?? then;
  const lasts = Math.min(days * day, 3000 * day);
  const sinceCard = (ms: number) => from - then + ms;

  test('it is quiet until the last moment, and no longer', () => {
    expect(asOf(sinceCard(day), past)).toBe('quiet');
    expect(asOf(sinceCard(lasts - 1), past)).toBe('quiet');
    if (Number.isFinite(days)) expect(asOf(sinceCard(lasts), past)).toBe('new');
  });

  test(`it is quiet for ${whom}`, () => {
    expect(asOf(sinceCard(day), { ...past, own: false })).toBe(whom === 'everyone' ? 'quiet' : 'new');
  });

  test(`a change of what it rests on: ${early}`, () => {
    expect(asOf(sinceCard(day), past, { material: 'dr-basil' })).toBe(early === 'never' ? 'quiet' : 'new');
  });

  test('another detection is heard', () => {
    expect(asOf(sinceCard(day), past, { code: 'continuity-low' })).toBe('new');
  });
});

test('the table is about every rule in the code', () => {
  expect(Object.keys(quietRules)).toHaveLength(table.length - 1);
});

describe('within the visit of its first showing', () => {
  test('the same card comes back, with its suggestions, until twelve hours are over', () => {
    const again = { kind: 'again', card: 'card', suggestions: ['suggestion'] };
    expect(decide(0, {})).toEqual(again);
    expect(decide(12 * hour - 1, {})).toEqual(again);
    expect(asOf(12 * hour, {})).toBe('quiet');
  });

  test('not to another clinician, nor once it is answered, nor about something new', () => {
    expect(asOf(hour, { own: false })).toBe('new');
    expect(asOf(2 * hour, { outcome: overridden('not-now') })).toBe('quiet');
    expect(asOf(hour, {}, { material: 'dr-basil' })).toBe('new');
  });

  test('not while answers may be missing: then what was shown here stays quiet', () => {
    expect(decide(hour, {}, { complete: false })).toEqual({
      kind: 'quiet',
      why: 'shown',
      until: then + 12 * hour + 90 * day,
    });
    expect(asOf(hour, { own: false }, { complete: false })).toBe('new');
  });

  test('a visit of no time is over at once', () => {
    const times = { ...usualTimes, sameVisit: 0 };
    expect(asOf(0, {}, { times })).toBe('quiet');
  });
});

test('of several silences the longest is told', () => {
  const cards = [
    { ...card, outcome: overridden('not-now') },
    { ...card, card: 'later', outcome: overridden('already-known') },
  ];
  expect(decide(day, cards)).toEqual({ kind: 'quiet', why: 'already-known', until: then + hour + 180 * day });
});

test.each([
  ['shown', {}],
  ['notNow', { outcome: overridden('not-now') }],
  ['notRight', { outcome: overridden('not-right-for-this-person') }],
  ['alreadyKnown', { outcome: overridden('already-known') }],
] as const)('a quiet time of 0 (%s) keeps nothing quiet', (name, past) => {
  expect(asOf(13 * hour, past)).toBe('quiet');
  expect(asOf(13 * hour, past, { times: { ...usualTimes, [name]: 0 } })).toBe('new');
});

test('where no time keeps it quiet, an answer ends the visit of a card, and so does its last moment', () => {
  const times = { ...usualTimes, shown: 0, notNow: 0 };
  expect(asOf(2 * hour, { outcome: overridden('not-now') }, { times })).toBe('new');
  expect([asOf(12 * hour - 1, {}, { times }), asOf(12 * hour, {}, { times })]).toEqual(['again', 'new']);
});

test('nothing was shown: it is new', () => {
  expect(decide(0, [])).toEqual({ kind: 'new' });
  const budget = { openings: 0, cards: 0 };
  expect(nothingRemembered).toEqual({ past: [], complete: true, budget, now: 0, retired: new Set() });
});

describe('the budget', () => {
  const lower = 'continuity-low';
  const upper = 'first-meeting';

  test.each([
    ['before 50 openings there is none', { openings: 49, cards: 49 }, lower, true],
    ['five cards in 50 openings use it up', { openings: 50, cards: 5 }, lower, false],
    ['with four there is one left', { openings: 50, cards: 4 }, lower, true],
    ['with more openings there is more', { openings: 61, cards: 6 }, lower, true],
    ['the upper half is always heard', { openings: 50, cards: 50 }, upper, true],
  ] as const)('%s', (_, used, code, fits) => {
    expect(fitsBudget(code, used, 10)).toBe(fits);
  });

  test('0 is no limit', () => {
    expect(fitsBudget(lower, { openings: 50, cards: 50 }, 0)).toBe(true);
  });

  test('the upper half ends with gone-quiet', () => {
    expect([...upperHalf]).toEqual(codes.slice(0, upperHalf.size));
    expect([...upperHalf].at(-1)).toBe('gone-quiet');
  });
});

describe('what is chosen', () => {
  const full = (code: Code) => finding(code, fullFacts[code] as never);
  const usedUp: Remembered = { ...nothingRemembered, budget: { openings: 50, cards: 5 }, now: then };
  const chosen = (remembered: Remembered, ...found: Code[]) =>
    choose(found.map(full), {
      person: khan,
      opening: byRoy,
      clinicians: clinicians({}),
      maxCards: 1,
      remembered,
      times: usualTimes,
      cardsPer100: 10,
      materialOf: () => 'dr-ayla',
      pseudonymsOf: () => [],
    });

  test('what is kept quiet makes room for the next, and says why and until when', () => {
    const past = [{ ...card, outcome: overridden('not-now') }];
    const { shown, held } = chosen(
      { ...usedUp, past, now: then + day, budget: { openings: 0, cards: 0 } },
      'first-meeting',
      'continuity-low',
    );
    expect(shown.map(({ finding: { code } }) => code)).toEqual(['continuity-low']);
    expect(held).toEqual([{ code: 'first-meeting', why: 'quiet-not-now', until: then + hour + 30 * day }]);
  });

  test('a silence without an end says none', () => {
    const { held } = chosen({ ...usedUp, past: [{ ...card, outcome: accepted() }], now: then + day }, 'first-meeting');
    expect(held).toEqual([{ code: 'first-meeting', why: 'quiet-accepted' }]);
  });

  test('the budget holds back a new card of the lower half, not one that comes back', () => {
    expect(chosen(usedUp, 'continuity-low').held).toEqual([{ code: 'continuity-low', why: 'budget' }]);
    const again = chosen({ ...usedUp, past: [{ ...card, code: 'continuity-low' }] }, 'continuity-low');
    expect(again.shown[0]?.again).toMatchObject({ card: 'card', suggestions: ['suggestion'] });
    expect(chosen(usedUp, 'first-meeting').shown).toMatchObject([{ again: undefined }]);
  });

  test('what another finding makes beside the point stays so while that one is quiet', () => {
    const past = [{ ...card, code: 'usual-clinician-left', outcome: accepted() }];
    const { shown, held } = chosen({ ...usedUp, past, now: then + day }, 'usual-clinician-left', 'continuity-low');
    expect(shown).toEqual([]);
    expect(held.map(({ why }) => why)).toEqual(['quiet-accepted', 'another-finding']);
  });
});

describe('what nothing else may rest on', () => {
  const codesOf = (outcome: PastShowing['outcome'], more: Partial<Remembered> = {}) => [
    ...silencedCodes(
      { ...nothingRemembered, past: [{ ...card, own: false, outcome }], now: then + day, ...more },
      usualTimes,
    ),
  ];

  test.each([
    'facts-wrong',
    'unkind-wording',
    'not-right-for-this-person',
  ])('is what anyone answered ‘%s’', (reason) => {
    expect(codesOf(overridden(reason))).toEqual(['first-meeting']);
  });

  test.each(['not-now', 'already-known', 'other', undefined])('is not what was answered ‘%s’', (reason) => {
    expect(codesOf(overridden(reason))).toEqual([]);
    expect(codesOf(accepted())).toEqual([]);
    expect(codesOf(undefined)).toEqual([]);
  });

  test('for as long as the answer keeps the card itself quiet', () => {
    const later = { now: then + hour + 365 * day };
    expect(codesOf(overridden('not-right-for-this-person'), later)).toEqual([]);
    expect(codesOf(overridden('facts-wrong'), later)).toEqual(['first-meeting']);
  });

  test('is what is retired, whatever was answered', () => {
    expect(codesOf(accepted(), { retired: new Set(['known-team']) })).toEqual(['known-team']);
  });

  test('is whatever was shown, while answers may be missing', () => {
    expect(codesOf(undefined, { complete: false })).toEqual(['first-meeting']);
    expect(codesOf(overridden('not-now'), { complete: false })).toEqual([]);
  });
});
