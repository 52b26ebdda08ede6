import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyLimits, type Limits } from '#src/cards/limits.ts';
import type { Code } from '#src/detectors/index.ts';
import { budgetHook, createBudgetCache } from '#src/memory/budget-cache.ts';
import { createShowingsCache } from '#src/memory/showings-cache.ts';
import { play } from '#src/practice/replay/play.ts';
import type { CandidateOpening } from '#src/practice/replay/replay-counts.ts';
import { visitStarts } from '#src/practice/replay/visit-starts.ts';
import type { OpeningRecord } from '#src/store/store.ts';
import { runs } from '../../support/property-runs.ts';

const [hour, day] = [3_600_000, 86_400_000];
const limits: Limits = {
  maxCards: 2,
  cardsPer100: 10,
  times: { sameVisit: 12 * hour, shown: 20 * day, notNow: 0, notRight: 0, alreadyKnown: 0 },
};

/** What the service's own memory lets through, opening by opening. */
function byMemory(openings: readonly CandidateOpening[]): readonly string[] {
  const [budgets, showings] = [createBudgetCache(100, day), createShowingsCache(100)];
  return openings.map(({ clinician, patient, time: at, candidates }, index) => {
    const pair = { tenant: 't', patient, clinicians: [clinician] };
    const past = showings.get(pair);
    const budget = budgets.get({ ...pair, hook: budgetHook, since: at - 30 * day });
    const decided = applyLimits(candidates, { past, complete: true, now: at, budget }, limits);
    const shown = decided.flatMap((one) => {
      if (one.withheld !== undefined) return [];
      const card = one.decision.kind === 'again' ? one.decision.card : `${index} ${one.candidate.code}`;
      return [{ ...one.candidate, card, suggestions: [] }];
    });
    const record: OpeningRecord = {
      ...pair,
      ...{ service: 's', hook: budgetHook, at, visitMs: limits.times.sameVisit, client: 'open' },
      ...{ findings: [], shown, held: [], unread: [] },
    };
    budgets.addOpening(record, showings.addOpening(record));
    return decided.map((one) => (one.withheld === undefined ? one.decision.kind : one.withheld.why)).join();
  });
}

/** The same by a replay. */
function byPlay(openings: readonly CandidateOpening[]): readonly string[] {
  const starts = new Map<string, ReturnType<typeof visitStarts>>();
  const visits = openings.flatMap(({ clinician, patient, time, week }) => {
    const startsVisit = starts.get(patient) ?? visitStarts(limits.times.sameVisit);
    starts.set(patient, startsVisit);
    return startsVisit(clinician, time) ? [{ clinician, week, time, count: 1 }] : [];
  });
  const played = play(
    openings.filter(({ candidates }) => candidates.length > 0),
    visits,
    limits,
  );
  return openings.map((opening) => {
    const one = played.find((each) => each.opening === opening);
    return opening.candidates
      .map(({ code }) => {
        if (one?.shown.includes(code)) return 'new';
        return one?.held.find((each) => each.code === code)?.reason ?? 'again';
      })
      .join();
  });
}

test('a replay shows what the service would with its own memory', () => {
  const codes: readonly Code[] = ['first-meeting', 'gone-quiet', 'continuity-low', 'known-team'];
  const anyOpening = fc.record({
    clinician: fc.constantFrom('dr-ayla', 'dr-ben'),
    patient: fc.constantFrom(...'abcdefgh'),
    after: fc.constantFrom(hour, 3 * hour, 5 * hour, 13 * hour),
    codes: fc.subarray([...codes]),
    material: fc.constantFrom('m', 'n'),
  });
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(anyOpening, { minLength: 60, maxLength: 250 }), (all) => {
      let time = Date.parse('2026-03-02T09:00:00Z');
      const openings = all.map(({ clinician, patient, after, codes: found, material }): CandidateOpening => {
        time += after;
        const candidates = found.map((code) => ({ code, material }));
        return { variant: 'now', clinician, patient, time, week: 0, candidates };
      });
      const expected = byMemory(openings);
      for (const each of expected) for (const one of each.split(',')) reached.add(one);
      expect(byPlay(openings)).toEqual(expected);
    }),
    { ...runs(40), endOnFailure: true },
  );
  expect([...reached].sort()).toEqual(['', 'again', 'budget', 'new', 'over-limit', 'quiet-shown']);
});
