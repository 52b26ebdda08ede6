import { describe, expect, test } from '@jest/globals';
import type { Contact } from '#src/history/history.ts';
import { type Visits, visits } from '#src/history/visits.ts';
import { clinician, contact, practice, today } from '../support/builders.ts';

const msPerDay = 86_400_000;
const now = today * msPerDay + 43_200_000;
const year = { from: today - 365, to: today + 1 };

function counted(contacts: readonly Contact[], scope: 'gp' | 'all' = 'gp', clinicians = practice): Visits {
  return visits({ contacts, clinicians: new Map(clinicians.map((one) => [one.key, one])) }, year, now, scope);
}

const excluded: readonly (readonly [string, Partial<Contact>])[] = [
  ['entered-in-error', { excluded: 'entered-in-error' }],
  ['cancelled', { excluded: 'cancelled' }],
  ['planned', { excluded: 'planned' }],
  ['not-a-visit', { excluded: 'not-a-visit' }],
  ['not-ambulatory', { excluded: 'not-ambulatory' }],
  ['group-visit', { excluded: 'group-visit' }],
  ['elsewhere', { here: false }],
  ['planned-series', { series: 'vaccination' }],
  ['undated', { day: undefined, excluded: 'undated' }],
  ['clinician-not-recorded', { clinician: undefined, excluded: 'clinician-not-recorded' }],
  ['clinician-unread', { clinician: undefined, excluded: 'clinician-unread' }],
  ['not-a-clinician', { clinician: 'R' }],
  ['not-a-gp', { clinician: 'N' }],
];

describe('what counts as a visit', () => {
  test.each(excluded)('%s: left out, and the reason told', (reason, difference) => {
    const one = contact('A', 30);
    expect(counted([one]).counted).toEqual([one]);
    const other = { ...one, ...difference };
    expect(counted([other])).toMatchObject({ counted: [], notCounted: [{ reference: one.reference, reason }] });
  });

  test('restricted: left out, and not even that is told', () => {
    expect(counted([contact('A', 30, { excluded: 'restricted' })])).toMatchObject({ counted: [], notCounted: [] });
    expect(counted([contact('A', 30, { excluded: 'cancelled' })]).notCounted).toHaveLength(1);
  });

  test('a visit under way counts only when it began over a day ago', () => {
    const underway = (hours: number) =>
      contact('A', 0, { state: 'underway', startedAt: now - hours * 3_600_000, day: today - Math.floor(hours / 24) });
    expect(counted([underway(1)]).notCounted[0]?.reason).toBe('not-finished');
    expect(counted([underway(25)]).counted).toHaveLength(1);
  });

  test('remote visits count, and so do urgent ones', () => {
    expect(counted([contact('A', 9, { setting: 'remote' }), contact('A', 8, { urgent: true })]).counted).toHaveLength(
      2,
    );
  });

  test('two entries of one clinician and day are one visit; two clinicians on one day are two', () => {
    expect(counted([contact('A', 9), contact('A', 9)])).toMatchObject({
      counted: { length: 1 },
      notCounted: [{ reason: 'same-day' }],
    });
    expect(counted([contact('A', 9), contact('B', 9)]).counted).toHaveLength(2);
  });

  test('the whole team counts where the question is the team’s', () => {
    const both = [contact('A', 9), contact('N', 8)];
    expect(counted(both, 'gp').counted).toHaveLength(1);
    expect(counted(both, 'all').counted).toHaveLength(2);
  });

  test('someone whose roles could not be read counts as a GP', () => {
    const unread = clinician('X', [], { roles: undefined });
    expect(counted([contact('X', 9)], 'gp', [unread]).counted).toHaveLength(1);
    expect(counted([contact('X', 9)], 'gp', [clinician('X', 'team')]).counted).toHaveLength(0);
  });

  test('the first day of a range and the last before its end count; the days beyond are not even listed', () => {
    const ends = [contact('A', 365), contact('A', 0)];
    expect(counted([contact('A', 366), ...ends, contact('A', -1)])).toMatchObject({ counted: ends, notCounted: [] });
  });
});

describe('a fifth of the visits may name nobody', () => {
  const named = (n: number) => Array.from({ length: n }, (_, i) => contact('A', 10 + i));
  const nobody = contact(undefined, 9, { excluded: 'clinician-not-recorded' });

  test('one of five is told', () => expect(counted([...named(4), nobody]).attributable).toBe(true));
  test('one of four is not', () => expect(counted([...named(3), nobody]).attributable).toBe(false));
  test('a role that was not read names nobody either', () => {
    expect(counted([...named(3), contact(undefined, 9, { excluded: 'clinician-unread' })]).attributable).toBe(false);
  });
  test('what would not have counted anyway changes nothing', () => {
    for (const difference of [{ here: false }, { series: 'dialysis' }]) {
      expect(counted([...named(3), { ...nobody, ...difference }]).attributable).toBe(true);
    }
  });
  test('no visit at all is no doubt', () => expect(counted([]).attributable).toBe(true));
});
