import { describe, expect, test } from '@jest/globals';
import { absenceOn, isHeldOn, profession, rolesHere, worksHere } from '#src/history/employment.ts';
import { clinician, role, today } from '../support/builders.ts';

const unread = clinician('A', [], { roles: undefined });

describe('profession', () => {
  test.each([
    ['gp', ['gp']],
    ['gp', ['trainee']],
    ['gp', ['locum']],
    ['gp', ['not-clinical', 'gp']],
    ['gp', ['unknown']],
    ['gp', ['not-clinical', 'unknown']],
    ['gp', []],
    ['team', ['team']],
    ['team', ['team', 'not-clinical']],
    ['gp', ['team', 'gp']],
    ['not-clinical', ['not-clinical']],
  ] as const)('%s for roles %j', (expected, kinds) => {
    expect(
      profession(
        clinician(
          'A',
          kinds.map((kind) => role('A', kind)),
        ),
      ),
    ).toBe(expected);
  });

  test('someone unread, or not known at all, counts as a GP', () => {
    expect(profession(unread)).toBe('gp');
    expect(profession(undefined)).toBe('gp');
  });
});

describe('a live role', () => {
  test.each([
    [true, {}],
    [true, { start: today, end: today }],
    [false, { start: today + 1 }],
    [false, { end: today - 1 }],
    [false, { active: false }],
    [false, { active: false, end: today + 30 }],
  ])('%j: %j', (live, difference) => {
    expect(isHeldOn(role('A', 'gp', difference), today)).toBe(live);
  });
});

describe('who works here', () => {
  const elsewhere = role('A', 'gp', { here: false });
  const ended = role('A', 'gp', { end: today - 1 });

  test('one live role here is enough, also beside one that ended', () => {
    expect(worksHere(clinician('A'), today)).toBe(true);
    expect(worksHere(clinician('A', [ended, role('A')]), today)).toBe(true);
    expect(worksHere(clinician('A', [ended]), today)).toBe(false);
  });
  test('a role elsewhere is none here', () => {
    expect(worksHere(clinician('A', [elsewhere]), today)).toBe(false);
    expect(rolesHere(clinician('A', [elsewhere, ended]))).toEqual([ended]);
  });
  test('roles that could not be read say nothing', () => {
    expect(worksHere(unread, today)).toBeUndefined();
    expect(rolesHere(undefined)).toBeUndefined();
  });
});

describe('a recorded absence', () => {
  const away = (from: number | undefined, to: number | undefined, difference = {}) =>
    absenceOn(clinician('A', [role('A', 'gp', { away: [{ from, to }], ...difference })]), today);

  test('covers both its ends, and an open side has none', () => {
    expect(away(today, today)).toEqual({ from: today, to: today });
    expect(away(undefined, today + 9)).toBeDefined();
    expect(away(today - 9, undefined)).toBeDefined();
    expect(away(today + 1, undefined)).toBeUndefined();
    expect(away(today - 9, today - 1)).toBeUndefined();
  });
  test('from a role that has ended, or is elsewhere, is none', () => {
    expect(away(today, today, { end: today - 1 })).toBeUndefined();
    expect(away(today, today, { here: false })).toBeUndefined();
    expect(absenceOn(unread, today)).toBeUndefined();
  });
});
