import { describe, expect, test } from '@jest/globals';
import {
  isAttendance,
  isConsultation,
  isMeeting,
  isOnRecord,
  mayCount,
  maySilence,
  silencingGroups,
  tookPlace,
} from '#src/history/contact.ts';
import type { ExclusionReason } from '#src/history/exclusion.ts';
import { contact, today } from '../support/builders.ts';

const now = today * 86_400_000 + 43_200_000;
const predicates = { isOnRecord, isMeeting, tookPlace, mayCount, isAttendance, maySilence };
type Named = keyof typeof predicates;

/** What each reason against counting a contact leaves it good for. */
const table: readonly (readonly [ExclusionReason | undefined, readonly Named[]])[] = [
  [undefined, ['isOnRecord', 'isMeeting', 'tookPlace', 'mayCount', 'isAttendance', 'maySilence']],
  ['clinician-unread', ['isOnRecord', 'isMeeting', 'tookPlace', 'mayCount', 'isAttendance', 'maySilence']],
  ['not-ambulatory', ['isOnRecord', 'isMeeting', 'tookPlace', 'mayCount', 'maySilence']],
  ['group-visit', ['isOnRecord', 'isMeeting', 'tookPlace', 'isAttendance', 'maySilence']],
  ['not-a-visit', ['isOnRecord']],
  ['restricted', ['maySilence']],
  ['cancelled', []],
  ['planned', []],
  ['entered-in-error', []],
];

describe('what a contact may tell', () => {
  test.each(table)('%s', (excluded, holds) => {
    const one = contact('A', 30, { excluded });
    const found = Object.entries(predicates).flatMap(([name, holdsFor]) => (holdsFor(one) ? name : []));
    expect(found).toEqual(holds);
  });

  test('without a known day it took place, but on none', () => {
    const one = contact('A', 30, { day: undefined, excluded: 'undated' });
    expect([isMeeting(one), tookPlace(one), isConsultation(one, now)]).toEqual([true, false, false]);
  });

  test('a consultation is one with whomever, up to now', () => {
    const holds = [undefined, 'clinician-unread', 'clinician-not-recorded', 'not-ambulatory', 'restricted'] as const;
    expect(holds.map((excluded) => isConsultation(contact('A', 30, { excluded }), now))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isConsultation(contact('A', -1), now)).toBe(false);
  });

  test('what was said in it may silence, whether or not it may be told; in error not even that', () => {
    const silencing = { clinician: undefined, groups: ['b'], setting: 'practice' as const, custody: false };
    const said = { groups: ['a'], silencing };
    expect(silencingGroups(contact('A', 30, { ...said, excluded: 'restricted' }))).toEqual(['a', 'b']);
    expect(silencingGroups(contact('A', 30, { groups: ['a'] }))).toEqual(['a']);
    expect(silencingGroups(contact('A', 30, { ...said, excluded: 'entered-in-error' }))).toEqual([]);
  });
});
