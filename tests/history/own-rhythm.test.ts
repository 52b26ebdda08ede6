import { describe, expect, test } from '@jest/globals';
import { isPastConsultation } from '#src/history/contact.ts';
import { unplannedConsultations } from '#src/history/own-rhythm.ts';
import { contact, openedBy, today } from '../support/builders.ts';

const { now } = openedBy();
const days = (...contacts: Parameters<typeof unplannedConsultations>[0][number][]) =>
  unplannedConsultations(contacts, now).map(({ day }) => today - day);

describe('a person’s own rhythm', () => {
  test('holds consultations here, whoever was seen, even where that is not recorded', () => {
    const nobody = contact(undefined, 20, { excluded: 'clinician-not-recorded' });
    expect(days(contact('A', 30), nobody, contact('N', 10))).toEqual([30, 20, 10]);
  });

  test.each([
    ['of a planned series', { series: 'monitoring' }],
    ['booked long ahead', { bookedAhead: true }],
    ['elsewhere', { here: false }],
    ['that were cancelled', { excluded: 'cancelled' as const }],
    ['that were letters', { excluded: 'not-a-visit' as const }],
    ['in hospital', { excluded: 'not-ambulatory' as const }],
    ['without a day', { day: undefined }],
  ])('leaves out visits %s, but not others', (_, difference) => {
    expect(days(contact('A', 30), contact('A', 20, difference))).toEqual([30]);
  });

  test('leaves out a reason that recurs at even intervals, but not one at uneven ones', () => {
    const monthly = [120, 90, 60, 30].map((ago) => contact('A', ago, { reasons: ['s|1'] }));
    const uneven = [120, 110, 60, 30].map((ago) => contact('A', ago, { reasons: ['s|1'] }));
    expect(days(...monthly)).toEqual([]);
    expect(days(...monthly.slice(1))).toHaveLength(3);
    expect(days(...uneven)).toHaveLength(4);
    expect(days(...monthly, contact('N', 30, { reasons: ['s|1'] }))).toEqual([]);
  });
});

test('a visit under way for less than a day has not taken place yet; one for longer has', () => {
  const begun = (hours: number) => contact('A', 0, { state: 'underway', startedAt: now - hours * 3_600_000 });
  expect(isPastConsultation(begun(23), now)).toBe(false);
  expect(isPastConsultation(begun(25), now)).toBe(true);
});
