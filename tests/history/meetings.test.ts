import { describe, expect, test } from '@jest/globals';
import { mayHaveMetHere, meetingsHere } from '#src/history/meetings.ts';
import { contact, openedBy, today, visitNow } from '../support/builders.ts';

const opening = openedBy();
const since = (...contacts: ReturnType<typeof contact>[]) => mayHaveMetHere({ contacts }, today - 30, opening);

describe('a meeting here', () => {
  test.each([
    ['a visit', {}],
    ['a call', { setting: 'remote' as const }],
    ['a planned series', { series: 'vaccination' }],
    ['one whose clinician is not recorded', { excluded: 'clinician-not-recorded' as const }],
    ['a group visit', { excluded: 'group-visit' as const }],
  ])('is %s', (_, difference) => {
    expect(since(contact('A', 20, difference))).toBe(true);
    expect(meetingsHere({ contacts: [contact('A', 20, difference)] }, opening)).toHaveLength(1);
  });

  test.each([
    ['elsewhere', { here: false }],
    ['a letter', { excluded: 'not-a-visit' as const }],
    ['cancelled', { excluded: 'cancelled' as const }],
    ['an emergency attendance', { excluded: 'not-ambulatory' as const, setting: 'emergency' as const }],
    ['a hospital stay', { excluded: 'not-ambulatory' as const, setting: 'inpatient' as const }],
  ])('is none %s', (_, difference) => {
    expect(since(contact('A', 20, difference))).toBe(false);
    expect(meetingsHere({ contacts: [contact('A', 20, difference)] }, opening)).toHaveLength(0);
  });

  test('may be a restricted one, which is counted by nothing', () => {
    const restricted = contact('A', 20, { excluded: 'restricted' });
    expect(since(restricted)).toBe(true);
    expect(meetingsHere({ contacts: [restricted] }, opening)).toHaveLength(0);
  });

  test('may be one of which only the month is recorded', () => {
    const undated = (latest: number) => contact('A', 20, { excluded: 'undated', day: undefined, latest });
    expect(since(undated(today - 25))).toBe(true);
    expect(since(undated(today - 45))).toBe(false);
  });
});

test('a meeting on the day itself is not since then, and one that is finished today is', () => {
  expect(since(contact('A', 30))).toBe(false);
  expect(since(contact('A', 0))).toBe(true);
});

test('the visit of the opening itself is none yet', () => {
  const now = contact('A', 0, { state: 'underway' });
  expect(since(now)).toBe(false);
  const named = openedBy('U', { visit: { ...visitNow, reference: now.reference } });
  const other = contact('B', 0, { state: 'underway' });
  expect(mayHaveMetHere({ contacts: [now] }, today - 30, named)).toBe(false);
  expect(mayHaveMetHere({ contacts: [now, other] }, today - 30, named)).toBe(true);
});
