import { describe, expect, test } from '@jest/globals';
import { conditions } from '#src/detectors/signature/conditions.ts';
import type { History } from '#src/detectors/signature/feature.ts';
import { relapsesOf } from '#src/detectors/signature/relapses.ts';
import type { Medicine, Observation } from '#src/history/history.ts';
import { condition, contact, today } from '../../support/builders.ts';
import { history, medicine, observation } from './scene.ts';

const { depression, asthma, epilepsy } = conditions;
const days = (of: Partial<History>, row = depression) =>
  relapsesOf(history(of), row, today).map(({ day }) => today - day);
const spell = (daysAgo: number, difference = {}) => condition(['depression'], daysAgo, difference);

describe('a relapse is', () => {
  test('each entry of depression with the day on which it began, whatever its status today', () => {
    expect(days({ conditions: [spell(500), spell(200, { active: false })] })).toEqual([500, 200]);
    expect(days({ conditions: [spell(500, { onsetExact: false }), spell(200, { onset: undefined })] })).toEqual([]);
  });

  test('no review, and nothing uncertain', () => {
    expect(days({ conditions: [spell(500, { review: true }), spell(200, { tentative: true })] })).toEqual([]);
  });

  test('an exacerbation of asthma or what is marked as a relapse, not asthma itself', () => {
    const entries = [condition(['asthma'], 900), condition(['asthma'], 600, { relapse: true })];
    expect(days({ conditions: [...entries, condition(['exacerbation-asthma'], 300)] }, asthma)).toEqual([600, 300]);
    const seizures = [condition(['epilepsy'], 900), condition(['seizure'], 300)];
    expect(days({ conditions: seizures }, epilepsy)).toEqual([300]);
  });

  test('an emergency or a stay in hospital for the condition, not a visit', () => {
    const groups = ['asthma'];
    const contacts = [
      contact('A', 900, { groups }),
      contact('A', 600, { groups, unplanned: true, setting: 'emergency', excluded: 'not-ambulatory' }),
      contact('A', 500, { groups, unplanned: true, excluded: 'entered-in-error' }),
      contact('A', 300, { groups, setting: 'inpatient', excluded: 'not-ambulatory' }),
      contact('A', 200, { unplanned: true, setting: 'emergency' }),
    ];
    expect(days({ contacts }, asthma)).toEqual([600, 300]);
  });

  test('in depression a PHQ-9 that rises by 5 or more to 10 or more', () => {
    const scores = (...values: readonly number[]): Observation[] =>
      values.map((value, i) => observation('phq-9', 1000 - i * 100, value));
    const known = [spell(1500)];
    expect(days({ conditions: known, observations: scores(4, 9, 14, 15, 9, 13) })).toEqual([1500, 800]);
    expect(days({ observations: scores(4, 14) })).toEqual([]);
  });

  test('a short course of oral steroids in asthma, not a repeat', () => {
    const steroid = (daysAgo: number, repeat: boolean): Medicine =>
      medicine(['oral-steroid'], [daysAgo], 5, { repeat, authored: today - daysAgo });
    const medicines = [steroid(400, false), steroid(200, true)];
    expect(days({ conditions: [condition(['asthma'], 2000)], medicines }, asthma)).toEqual([400]);
  });

  test('in depression an antidepressant begun again after half a year without', () => {
    const again = (daysWithout: number) =>
      days({
        conditions: [spell(2000)],
        medicines: [medicine(['antidepressant'], [900, 872, 872 - 28 - daysWithout], 28)],
      });
    expect(again(182)).toEqual([2000, 662]);
    expect(again(181)).toEqual([2000]);
  });
});

describe('relapses', () => {
  test('less than 56 days apart are one that begins with the first; in asthma less than 28', () => {
    expect(days({ conditions: [spell(500), spell(445), spell(400)] })).toEqual([500]);
    expect(days({ conditions: [spell(500), spell(444)] })).toEqual([500, 444]);
    const flares = [condition(['exacerbation-asthma'], 500), condition(['exacerbation-asthma'], 472)];
    expect(days({ conditions: flares }, asthma)).toEqual([500, 472]);
  });

  test('end when recorded, else after the wash-out', () => {
    const ends = (difference = {}) =>
      relapsesOf(history({ conditions: [spell(500, difference)] }), depression, today).map(({ end }) => today - end);
    expect(ends({ ended: today - 400 })).toEqual([400]);
    expect(ends()).toEqual([444]);
  });
});
