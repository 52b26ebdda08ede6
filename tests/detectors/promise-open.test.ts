import { describe, expect, test } from '@jest/globals';
import { promiseOpen } from '#src/detectors/rupture/promise-open.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { PromisedTask } from '#src/history/history.ts';
import { contact, found, type Life, openedBy, resultOf, today, visitNow } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const promise = (dueDaysAgo: number, difference: Partial<PromisedTask> = {}): PromisedTask => ({
  reference: `Task/${dueDaysAgo}`,
  kind: 'call',
  since: today - dueDaysAgo - 7,
  due: today - dueDaysAgo,
  closed: undefined,
  letters: [],
  ...difference,
});
const finding = (life: Life, opening = openedBy()) => found(promiseOpen, life, opening);
const fires = (life: Life, opening = openedBy()) => finding(life, opening) !== undefined;

test('fires on a call back that is still open, and says neither who owed it nor what about', () => {
  expect(finding({ promises: [promise(21)] })).toEqual({
    code: 'promise-open',
    facts: { kind: 'call', due: isoDay(today - 21) },
    counted: ['Task/21'],
    notCounted: [],
    span: { from: today - 28, to: today - 21 },
    number: 1,
    unit: 'entries',
    changeKey: 'Task/21',
  });
});

test.each([
  [6, false],
  [7, true],
  [90, true],
  [91, false],
])('%i days after it was due: %p', (days, expected) => {
  expect(fires({ promises: [promise(days)] })).toBe(expected);
});

test('of several the latest is spoken of', () => {
  expect(finding({ promises: [promise(60), promise(20), promise(40)] })?.changeKey).toBe('Task/20');
});

describe('stays silent', () => {
  test('once it is closed; what was closed after the opening was open then', () => {
    expect(fires({ promises: [promise(21, { closed: today - 2 })] })).toBe(false);
    expect(fires({ promises: [promise(21, { closed: today + 2 })] })).toBe(true);
  });

  test('a call back: after any meeting here on that day or since, or one that is restricted', () => {
    for (const met of [contact('N', 21), contact('A', 3), contact('A', 3, { excluded: 'restricted' })])
      expect(fires({ contacts: [met], promises: [promise(21)] })).toBe(false);
    for (const other of [
      contact('A', 22),
      contact('A', 3, { here: false }),
      contact('A', 3, { excluded: 'not-a-visit' }),
    ])
      expect(fires({ contacts: [other], promises: [promise(21)] })).toBe(true);
    expect(fires({ promises: [promise(21, { letters: [today - 3] })] })).toBe(true);
  });

  test('a result: after a meeting, or anything written', () => {
    const result = promise(21, { kind: 'result' });
    expect(fires({ promises: [result] })).toBe(true);
    expect(fires({ contacts: [contact('A', 3)], promises: [result] })).toBe(false);
    expect(fires({ promises: [{ ...result, letters: [today - 21] }] })).toBe(false);
    expect(fires({ promises: [{ ...result, letters: [today - 22] }] })).toBe(true);
  });

  test('a letter: after anything written, or a letter recorded here; a meeting is no letter', () => {
    const letter = promise(21, { kind: 'letter' });
    expect(fires({ promises: [letter], contacts: [contact('A', 3)] })).toBe(true);
    expect(fires({ promises: [{ ...letter, letters: [today - 5] }] })).toBe(false);
    const entry = (daysAgo: number, here = true) => contact(undefined, daysAgo, { excluded: 'not-a-visit', here });
    expect(fires({ promises: [letter], contacts: [entry(5)] })).toBe(false);
    expect(fires({ promises: [letter], contacts: [entry(25)] })).toBe(true);
    expect(fires({ promises: [letter], contacts: [entry(5, false)] })).toBe(true);
  });

  test('today’s own visit settles nothing yet', () => {
    const now = contact('U', 0, { state: 'underway' });
    const visit = { ...visitNow, reference: now.reference };
    expect(fires({ contacts: [now], promises: [promise(21)] }, openedBy('U', { visit }))).toBe(true);
  });

  test('where messages or visits were not read', () => {
    expect(fires({ promises: [promise(21)], unread: ['promises'] })).toBe(false);
    expect(fires({ promises: [promise(21)], unread: ['contacts'] })).toBe(false);
  });
});

const dueOn = isoDay(today - 21);

givesEverySilence(
  promiseOpen,
  {
    'nothing-found': { life: { promises: [] } },
    'promise-closed': { life: { promises: [promise(21, { closed: today - 2 })] } },
    'due-lately': { life: { promises: [promise(6)] }, because: { due: isoDay(today - 6), needs: 7 } },
    'too-long-ago': { life: { promises: [promise(91), promise(99)] }, because: { agoDays: 91, most: 90 } },
    'written-since': {
      life: { promises: [promise(21, { kind: 'letter', letters: [today - 5] })] },
      because: { since: dueOn },
    },
    'met-since': {
      life: { contacts: [contact('N', 21)], promises: [promise(21), promise(6)] },
      because: { since: isoDay(today - 22) },
    },
  },
  [
    ['not-counted', 'promise-closed'],
    ['met-since'],
    ['met-since', 'written-since'],
    ['written-since'],
    ['not-counted'],
    ['not-counted'],
    ['audience'],
  ],
);

test('a task that is due ahead is due lately', () => {
  expect(resultOf(promiseOpen, { promises: [promise(-3)] })).toMatchObject({ silent: 'due-lately' });
});
