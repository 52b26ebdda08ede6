import { describe, expect, test } from '@jest/globals';
import { hasMetAnywhere, isHereNow, mayHaveMetHere, mayHaveRecordedHere, meetingsHere } from '#src/history/meetings.ts';
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
    // This month or year is not over, and yet the meeting may have been.
    expect(since(undated(today + 37))).toBe(true);
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

describe('a meeting anywhere', () => {
  const met = (difference: object, opened = opening) =>
    hasMetAnywhere({ contacts: [contact('A', 20, difference)] }, today - 20, opened);
  test.each([
    ['here', {}],
    ['elsewhere', { here: false }],
    ['at an emergency department', { excluded: 'not-ambulatory' as const, setting: 'emergency' as const }],
    ['whose clinician is not recorded', { excluded: 'clinician-not-recorded' as const }],
    ['that was a stay, up to its last day', { day: today - 40, until: today - 20 }],
  ])('is one %s, on the day itself', (_, difference) => expect(met(difference)).toBe(true));

  test.each([
    ['before that day', { day: today - 21 }],
    ['that goes on', { state: 'underway' as const }],
    ['that is restricted', { excluded: 'restricted' as const }],
    ['of a group', { excluded: 'group-visit' as const }],
    ['that was a letter', { excluded: 'not-a-visit' as const }],
  ])('is none %s', (_, difference) => expect(met(difference)).toBe(false));
});

describe('the visit of now', () => {
  const now = contact('A', 0, { state: 'underway' });
  const opened = (difference: object = {}) =>
    openedBy('U', { visit: { ...visitNow, reference: now.reference, ...difference } });
  test('is one here, of today, that the call names', () => {
    expect(isHereNow({ contacts: [now] }, opened())).toBe(true);
    expect(isHereNow({ contacts: [now] }, opening)).toBe(false);
    expect(isHereNow({ contacts: [now] }, opened({ onlySilences: true }))).toBe(false);
    expect(isHereNow({ contacts: [{ ...now, day: today - 1 }] }, opened())).toBe(false);
    expect(isHereNow({ contacts: [{ ...now, here: false }] }, opened())).toBe(false);
  });
});

describe('an entry recorded in a meeting here', () => {
  const visit = contact('A', 20);
  const recordedIn = (entry: { contact: string | undefined; recorded: number | undefined }, difference: object = {}) =>
    mayHaveRecordedHere({ contacts: [{ ...visit, ...difference }] }, entry, opening);
  test('names it, or is of its day', () => {
    expect(recordedIn({ contact: visit.reference, recorded: today - 19 })).toBe(true);
    expect(recordedIn({ contact: 'Encounter/other', recorded: today - 20 })).toBe(false);
    expect(recordedIn({ contact: undefined, recorded: today - 20 })).toBe(true);
    expect(recordedIn({ contact: undefined, recorded: today - 19 })).toBe(false);
    expect(recordedIn({ contact: undefined, recorded: undefined })).toBe(true);
  });
  test('may be one in a restricted meeting, and is none elsewhere or by letter', () => {
    const entry = { contact: undefined, recorded: today - 20 };
    expect(recordedIn(entry, { excluded: 'restricted' })).toBe(true);
    expect(recordedIn(entry, { here: false })).toBe(false);
    expect(recordedIn(entry, { excluded: 'not-a-visit' })).toBe(false);
  });
});
