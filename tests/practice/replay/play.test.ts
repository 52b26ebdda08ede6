import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Code } from '#src/detectors/index.ts';
import { play } from '#src/practice/replay/play.ts';
import type { CandidateOpening } from '#src/practice/replay/replay-counts.ts';
import { runs } from '../../support/property-runs.ts';

const [hour, day] = [3_600_000, 86_400_000];
const start = Date.parse('2026-03-02T09:00:00Z');
const limits = {
  maxCards: 1,
  cardsPer100: 10,
  times: { sameVisit: 12 * hour, shown: 90 * day, notNow: 0, notRight: 0, alreadyKnown: 0 },
};
const opening = (at: number, more: Partial<CandidateOpening> = {}): CandidateOpening => ({
  variant: 'now',
  clinician: 'dr-ayla',
  patient: 'p',
  time: start + at,
  week: 0,
  candidates: [card('first-meeting')],
  ...more,
});
const card = (code: Code, material = 'm') => ({ code, material });
const shown = (openings: readonly CandidateOpening[], visits: Parameters<typeof play>[1] = [], limit = limits) =>
  play(openings, visits, limit)
    .toSorted((a, b) => a.opening.time - b.opening.time)
    .map((one) => [...one.shown, ...one.held.map(({ reason }) => reason)].join());
const visits = (count: number, at: number, clinician = 'dr-ayla') => [{ clinician, week: 0, time: start + at, count }];

describe('quiet', () => {
  test('for the same clinician, until the time is over from the end of the visit', () => {
    const at = [0, 13 * hour, 90 * day + 11 * hour, 90 * day + 13 * hour];
    expect(shown(at.map((one) => opening(one)))).toEqual([
      'first-meeting',
      'quiet-shown',
      'quiet-shown',
      'first-meeting',
    ]);
  });

  test('not for another clinician, another person, or other facts', () => {
    const others = [{ clinician: 'dr-ben' }, { patient: 'q' }, { candidates: [card('first-meeting', 'other')] }];
    for (const one of others)
      expect(shown([opening(0), opening(day, one)])).toEqual(['first-meeting', 'first-meeting']);
  });

  test('the same card again in the same visit is no new one, and not held back', () => {
    expect(shown([opening(0), opening(hour)])).toEqual(['first-meeting', '']);
  });
});

describe('the number of cards', () => {
  const two = { candidates: [card('first-meeting'), card('continuity-low')] };

  test('is limited, the most important first', () => {
    expect(shown([opening(0, two)])).toEqual(['first-meeting,over-limit']);
    expect(shown([opening(0, two)], [], { ...limits, maxCards: 2 })).toEqual(['first-meeting,continuity-low']);
  });

  test('a card that is quiet leaves its place to the next', () => {
    expect(shown([opening(0, two), opening(day, two)])[1]).toBe('continuity-low,quiet-shown');
  });
});

describe('the budget', () => {
  const low = (at: number, patient: string, more: Partial<CandidateOpening> = {}) =>
    opening(at, { patient, candidates: [card('continuity-low')], ...more });
  /** A card for each of eight people in turn. */
  const cards = (from: number, clinician = 'dr-ayla') =>
    [...'abcdefgh'].map((patient, i) => low(from + i * hour, patient, { clinician }));

  test('of a clinician holds from 50 visits in 30 days, in the order of time', () => {
    const used = shown(cards(day), visits(60, 0));
    expect(used).toEqual([...Array(6).fill('continuity-low'), 'budget', 'budget']);
    expect(shown(cards(day).toReversed(), visits(60, 0))).toEqual(used);
    expect(shown(cards(day), visits(49, 0))).toEqual(Array(8).fill('continuity-low'));
  });

  test('is each clinician’s own', () => {
    const both = [...cards(day), ...cards(day + 1, 'dr-ben')];
    const played = play(both, visits(60, 0), limits);
    const held = played.filter((one) => one.held.length > 0).map((one) => one.opening.clinician);
    expect(held).toEqual(['dr-ayla', 'dr-ayla']);
  });

  test('counts visits and cards of 30 days by whole days, and no later ones', () => {
    const at = (days: number) => shown([...cards(day), low(days * day, 'z')], visits(60, 0)).at(-1);
    // The visits drop out a day before the cards do: under 50 visits there is no budget.
    expect([at(29), at(30), at(31)]).toEqual(['budget', 'budget', 'continuity-low']);
    expect(shown(cards(day), visits(60, 2 * day))).toEqual(Array(8).fill('continuity-low'));
  });

  test('is not asked of cards of the upper half, which use it up all the same', () => {
    const upper = [...'abcdefgh'].map((patient, i) => opening(day + i * hour, { patient }));
    expect(shown(upper, visits(60, 0))).toEqual(Array(8).fill('first-meeting'));
    expect(shown([...upper, low(2 * day, 'z')], visits(60, 0)).at(-1)).toBe('budget');
  });
});

test('the order in which openings come changes nothing', () => {
  const anyOpening = fc.record({
    clinician: fc.constantFrom('dr-ayla', 'dr-ben'),
    patient: fc.constantFrom('p', 'q', 'r'),
    time: fc.integer({ min: 0, max: 40 }).map((hours) => hours * 6 * hour),
    codes: fc.subarray<Code>(['first-meeting', 'gone-quiet', 'continuity-low', 'known-team'], { minLength: 1 }),
  });
  const unique = {
    selector: (one: { clinician: string; patient: string; time: number }) =>
      [one.clinician, one.patient, one.time].join(),
  };
  const openings = fc.uniqueArray(anyOpening, { ...unique, maxLength: 40 });
  fc.assert(
    fc.property(openings, fc.infiniteStream(fc.nat()), (all, chance) => {
      const some = all.map(({ codes, time, ...one }) =>
        opening(time, { ...one, candidates: codes.map((code) => card(code)) }),
      );
      const mixed = some
        .map((one) => [chance.next().value, one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one);
      const result = (these: readonly CandidateOpening[]) =>
        JSON.stringify(
          play(these, visits(60, 0), limits)
            .map((one) => JSON.stringify(one))
            .sort(),
        );
      expect(result(mixed)).toBe(result(some));
    }),
    runs(100),
  );
});
