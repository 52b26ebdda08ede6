import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  didHappen,
  isAmbulatory,
  isConsultation,
  isIndividualVisit,
  isPastConsultation,
  isValid,
  mayHaveBeenAttended,
  silencingGroups,
  wasAttended,
} from '#src/history/contact.ts';
import { type ExclusionReason, exclusionReasons } from '#src/history/exclusion.ts';
import { contact, today } from '../support/builders.ts';

const now = today * 86_400_000 + 43_200_000;
const predicates = {
  isValid,
  didHappen,
  wasAttended,
  isIndividualVisit,
  isAmbulatory,
  mayHaveBeenAttended,
  isConsultation,
};
type Named = keyof typeof predicates;

const visit: readonly Named[] = ['isValid', 'didHappen', 'wasAttended', 'isIndividualVisit', 'mayHaveBeenAttended'];
const ordinary: readonly Named[] = [...visit, 'isAmbulatory', 'isConsultation'];

/** What holds of a contact, by what the record has against counting it. */
const table: readonly (readonly [ExclusionReason | undefined, readonly Named[]])[] = [
  [undefined, ordinary],
  ['clinician-unread', ordinary],
  ['clinician-not-recorded', ordinary],
  ['undated', [...visit, 'isAmbulatory']],
  ['part-of-another', [...visit, 'isAmbulatory']],
  ['not-ambulatory', visit],
  ['group-visit', ['isValid', 'didHappen', 'wasAttended', 'isAmbulatory', 'mayHaveBeenAttended']],
  ['not-a-visit', ['isValid', 'didHappen']],
  ['restricted', ['isValid', 'mayHaveBeenAttended']],
  ['cancelled', ['isValid']],
  ['planned', ['isValid']],
  ['entered-in-error', []],
];

describe('what a contact counts as', () => {
  test.each(table)('%s', (excluded, holds) => {
    const one = contact('A', 30, { excluded });
    const found = Object.entries(predicates).flatMap(([name, holdsFor]) => (holdsFor(one) ? name : []));
    expect(new Set(found)).toEqual(new Set(holds));
  });

  test('without a known day it was attended, but is no past consultation', () => {
    const one = contact('A', 30, { day: undefined, excluded: 'undated' });
    expect([wasAttended(one), isPastConsultation(one, now)]).toEqual([true, false]);
  });

  test('a past consultation is one with anyone, up to now', () => {
    const holds = [undefined, 'clinician-unread', 'clinician-not-recorded', 'not-ambulatory', 'restricted'] as const;
    expect(holds.map((excluded) => isPastConsultation(contact('A', 30, { excluded }), now))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isPastConsultation(contact('A', -1), now)).toBe(false);
  });

  test('its groups may suppress a finding even where it is restricted, but not where it is in error', () => {
    const silencing = { clinician: undefined, groups: ['b'], setting: 'practice' as const, custody: false };
    const contents = { groups: ['a'], silencing };
    expect(silencingGroups(contact('A', 30, { ...contents, excluded: 'restricted' }))).toEqual(['a', 'b']);
    expect(silencingGroups(contact('A', 30, { groups: ['a'] }))).toEqual(['a']);
    expect(silencingGroups(contact('A', 30, { ...contents, excluded: 'entered-in-error' }))).toEqual([]);
  });
});

test('no other file of the history or of a detection judges a contact by its reason for exclusion', () => {
  const reasons = [...Object.keys(exclusionReasons), 'restricted'].join('|');
  // A booking has a `state` of its own, with some of the same words.
  const comparison = new RegExp(`\\bexcluded\\b|(?<!\\bstate) [!=]== '(?:${reasons})'`);
  const allowed = ['src/history/contact.ts', 'src/history/judge-contacts.ts'];
  const files = globSync('src/{history,detectors}/**/*.ts').filter((file) => !allowed.includes(file));
  const offending = files.filter((file) => comparison.test(withoutPredicateCalls(readFileSync(file, 'utf8'))));
  expect([files.length > 80, offending]).toEqual([true, []]);
});

/** A bare reason is put into a predicate as `{ excluded: reason }`. */
function withoutPredicateCalls(source: string): string {
  return source.replaceAll(/\w+\(\{ excluded: \w+ \}\)/g, '');
}
