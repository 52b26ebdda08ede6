import { describe, expect, test } from '@jest/globals';
import { isoDay } from '#src/history/calendar.ts';
import { openingsFinder } from '#src/practice/replay/openings.ts';
import type { ReplayOptions } from '#src/practice/replay/options.ts';
import { given } from '../../support/given.ts';
import { exported, optionsOf, withLog } from './replayed.ts';

const openings = (tables: string, options: ReplayOptions, timeZone = 'UTC') =>
  openingsFinder(options, { timeZone, pseudonymKey: undefined })(exported('p', given(tables)));
const days = (tables: string, options = optionsOf()) =>
  openings(tables, options).openings.map(({ day, clinician }) => `${isoDay(day)} ${clinician}`);

describe('a chart is opened', () => {
  test('at each visit of the past year that counts, by its clinician', () => {
    const tables = `
      contacts
      2025-11-24 | dr-ayla | in person
      2025-11-25 | dr-ayla | in person
      2026-03-01 | nurse-dean | phone
      2026-11-24 | dr-ben | home`;
    expect(days(tables)).toEqual(['2025-11-25 dr-ayla', '2026-03-01 nurse-dean', '2026-11-24 dr-ben']);
  });

  test.each([
    'elsewhere',
    'cancelled',
    'letter',
    'hospital',
    'emergency',
    'group',
    'restricted',
    'vaccination',
  ])('not at one that does not count: %s', (how) => {
    expect(days(`contacts\n 2026-03-01 | dr-ayla | ${how}\n 2026-03-02 | dr-ayla | in person`)).toEqual([
      '2026-03-02 dr-ayla',
    ]);
  });

  test('not where nobody knows by whom', () => {
    expect(days('contacts\n 2026-03-01 | nobody\n 2026-03-02 | dr-ayla')).toEqual(['2026-03-02 dr-ayla']);
  });

  test('once for a clinician and day, in the days that were asked for', () => {
    const tables = 'contacts\n 2026-03-01, 2026-03-01, 2026-03-05, 2026-03-09 | dr-ayla';
    expect(days(tables, optionsOf({ from: '2026-03-01', to: '2026-03-05' }))).toEqual([
      '2026-03-01 dr-ayla',
      '2026-03-05 dr-ayla',
    ]);
    expect(days(tables, optionsOf({ to: '2027-01-01' })).length).toBe(3);
  });

  test('at its start, else at noon where the site is', () => {
    const person = exported('p', given('contacts\n 2026-07-01 | dr-ayla'));
    const { contacts } = person.reading;
    const [one] = contacts.known ? contacts.value : [];
    if (one === undefined) throw new Error('no contact');
    const at = (startedAt: number | undefined) => {
      const changed = { known: true as const, value: [{ ...one, startedAt }] };
      const find = openingsFinder(optionsOf(), { timeZone: 'Europe/London', pseudonymKey: undefined });
      return find({ ...person, reading: { ...person.reading, contacts: changed } }).openings[0]?.now;
    };
    const start = Date.parse('2026-07-01T09:10:00Z');
    expect(at(start)).toBe(start);
    expect(at(undefined)).toBe(Date.parse('2026-07-01T12:00:00+01:00'));
  });

  test('weekly: on each Monday, by whoever saw the person last, if anyone has', () => {
    const tables = 'contacts\n 2026-03-03 | dr-ayla\n 2026-03-16 | dr-ben';
    expect(days(tables, optionsOf({ openings: 'weekly', from: '2026-02-24', to: '2026-03-23' }))).toEqual([
      '2026-03-09 dr-ayla',
      '2026-03-16 dr-ayla',
      '2026-03-23 dr-ben',
    ]);
  });
});

describe('a log of openings', () => {
  test('travels without the ids of patients', () => {
    expect(JSON.stringify(withLog(['2026-03-02T09:00:00', 'Patient/p-1', 'dr-ben']))).not.toContain('p-1');
  });

  const tables = 'contacts\n 2026-03-01 | dr-ayla\n 2026-03-01 | dr-ben';

  test('says when and by whom; a visit with that clinician on that day is under way', () => {
    const { openings: found, unresolved } = openings(
      tables,
      withLog(
        ['2026-03-02T09:00:00', 'Patient/p', 'dr-ben'],
        ['2026-03-01T08:30:00', 'Patient/p', 'dr-ben'],
        ['2026-03-01T08:30:00', 'Patient/another', 'dr-ben'],
      ),
      'Europe/Berlin',
    );
    expect(unresolved).toBe(0);
    expect(found.map(({ now, day, visit }) => [new Date(now).toISOString(), isoDay(day), visit?.clinician])).toEqual([
      ['2026-03-01T07:30:00.000Z', '2026-03-01', 'dr-ben'],
      ['2026-03-02T08:00:00.000Z', '2026-03-02', undefined],
    ]);
  });

  test('a user whom nobody knows is counted, and so is none that lies outside the days', () => {
    const options = withLog(
      ['2026-03-01T08:30:00Z', 'Patient/p', 'someone'],
      ['2020-03-01T08:30:00Z', 'Patient/p', 'x'],
    );
    expect(openings(tables, options)).toEqual({ openings: [], unresolved: 1 });
  });
});
