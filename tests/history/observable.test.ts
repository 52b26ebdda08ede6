import { describe, expect, test } from '@jest/globals';
import { observableFor, observableFrom } from '#src/history/observable.ts';
import { contact, type Life, readingOf, today } from '../support/builders.ts';

const unlisted = { person: { registeredSince: undefined } };
const since = (day: number): Life => ({
  ...unlisted,
  registration: { since: day, temporary: false, careManager: undefined },
});
/** What was read of a life. */
const readOf = (life: Life) => {
  const { registration, person, contacts } = readingOf(life);
  return {
    ...(registration.known && { registration: registration.value }),
    ...(person.known && { person: person.value }),
    ...(contacts.known && { contacts: contacts.value }),
  };
};
const from = (life: Life) => observableFrom(readOf(life));

describe('since when a person can be observed here', () => {
  test('from the registration, else from what the record lists, else from the first contact', () => {
    const life: Life = { ...since(100), person: { registeredSince: 200 }, contacts: [contact('A', today - 50)] };
    expect(from(life)).toBe(100);
    expect(from({ ...life, unread: ['registration'] })).toBe(200);
    expect(from({ ...life, ...unlisted, unread: ['registration'] })).toBe(50);
    expect(from(unlisted)).toBeUndefined();
  });
  test('from a first contact that is no error and has a day', () => {
    const [wrong, undated] = [
      contact('A', 900, { excluded: 'entered-in-error' }),
      contact('A', 900, { day: undefined, excluded: 'undated' }),
    ];
    expect(from({ ...unlisted, contacts: [wrong, undated, contact('A', 300)] })).toBe(today - 300);
  });
  test('not from what an earlier practice sent along', () => {
    const imported = contact('A', 900, { here: false });
    expect(from({ ...unlisted, contacts: [imported, contact('A', 300)] })).toBe(today - 300);
    expect(from({ ...unlisted, contacts: [{ ...imported, here: true }, contact('A', 300)] })).toBe(today - 900);
  });
  test.each([
    'cancelled',
    'planned',
    'restricted',
    'entered-in-error',
  ] as const)('not from one that is %s', (excluded) => {
    const first = contact('A', 900, { excluded });
    expect(from({ ...unlisted, contacts: [first, contact('A', 300)] })).toBe(today - 300);
    expect(from({ ...unlisted, contacts: [{ ...first, excluded: 'not-a-visit' }, contact('A', 300)] })).toBe(
      today - 900,
    );
  });
});

describe('for how long', () => {
  const observable = (daysAgo: number, months: number) => observableFor(readOf(since(today - daysAgo)), months, today);

  test('the whole look-back, to the day', () => {
    expect(observable(365, 12)).toBe(true);
    expect(observable(364, 12)).toBe(false);
  });
  test('not where it is not known', () => {
    expect(observableFor(readOf(unlisted), 12, today)).toBe(false);
    expect(observableFor(readOf({ ...unlisted, contacts: [contact('A', 400)] }), 12, today)).toBe(true);
  });
});
