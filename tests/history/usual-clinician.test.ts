import { describe, expect, test } from '@jest/globals';
import { namedClinician, relationship, usualClinician } from '#src/history/usual-clinician.ts';
import { visits } from '#src/history/visits.ts';
import { drawn, type Life, practice, readingOf, today } from '../support/builders.ts';

const clinicians = new Map(practice.map((one) => [one.key, one]));

function seen(letters: string, from = 400, to = 10) {
  const window = { from: today - 1095, to: today + 1 };
  return visits({ contacts: drawn(letters, { from, to }), clinicians }, window, today * 86_400_000, 'gp').counted;
}

describe('the usual clinician', () => {
  test('is the one seen most', () => {
    expect(usualClinician(seen('AABAC'))).toMatchObject({ clinician: 'A', of: 5, share: 0.6, visits: { length: 3 } });
  });
  test('of equals, is the one seen last', () => {
    expect(usualClinician(seen('AABB'))?.clinician).toBe('B');
    expect(usualClinician(seen('BBAA'))?.clinician).toBe('A');
    expect(usualClinician(seen('ABAB'))?.clinician).toBe('B');
  });
  test('is nobody without visits', () => expect(usualClinician([])).toBeUndefined());
});

describe('an established relationship', () => {
  const established = (letters: string, from = 400, named?: string) =>
    relationship(seen(letters, from), 'A', named).established;

  test('has four visits', () => {
    expect(established('AAAA')).toBe(true);
    expect(established('AAA')).toBe(false);
  });
  test('has two fifths of the visits', () => {
    expect(established('AABBCCDDAA')).toBe(true);
    expect(established('AABBCCDDEAA')).toBe(false);
  });
  test('has lasted half a year', () => {
    expect(established('AAAA', 190)).toBe(true);
    expect(established('AAAA', 189)).toBe(false);
  });
  test('with the named clinician needs two visits only', () => {
    expect(established('AABBBBBB', 30, 'A')).toBe(true);
    expect(established('AABBBBBB', 30, 'B')).toBe(false);
    expect(established('ABBBBBB', 30, 'A')).toBe(false);
  });
  test('is none without visits', () => {
    expect(relationship([], 'A')).toMatchObject({ share: 0, of: 0, established: false });
  });
});

describe('the clinician whom the record names', () => {
  const team = { reference: 'CareTeam/1', members: ['C'], lead: 'C', from: undefined, to: undefined };
  const life: Life = {
    person: { namedClinician: 'A' },
    registration: { since: undefined, temporary: false, careManager: 'B' },
    teams: [team],
  };
  const named = (one: Life) => {
    const { person, registration, teams } = readingOf(one);
    return namedClinician(
      {
        ...(person.known ? { person: person.value } : { person: undefined as never }),
        ...(registration.known ? { registration: registration.value } : {}),
        ...(teams.known ? { teams: teams.value } : {}),
      },
      today,
    );
  };

  test('is the named GP, else the care manager, else the lead of a team', () => {
    expect(named(life)).toBe('A');
    expect(named({ ...life, person: {} })).toBe('B');
    expect(named({ teams: [team] })).toBe('C');
    expect(named({})).toBeUndefined();
  });
  test('is the lead of a team of today only', () => {
    expect(named({ teams: [{ ...team, to: today }] })).toBe('C');
    expect(named({ teams: [{ ...team, to: today - 1 }] })).toBeUndefined();
    expect(named({ teams: [{ ...team, from: today + 1 }] })).toBeUndefined();
  });
  test('is the named GP also where nothing else was read', () => {
    expect(named({ ...life, unread: ['registration', 'teams'] })).toBe('A');
    expect(named({ ...life, person: {}, unread: ['registration', 'teams'] })).toBeUndefined();
  });
});
