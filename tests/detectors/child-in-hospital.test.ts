import { describe, expect, test } from '@jest/globals';
import { childInHospital } from '#src/detectors/losses/child-in-hospital.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { ChildStay, Part } from '#src/history/history.ts';
import { found, type Life, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const stay = (from: number, to?: number, difference: Partial<ChildStay> = {}): ChildStay => ({
  reference: 'RelatedPerson/kid',
  from: today - from,
  to: to === undefined ? undefined : today - to,
  daysOld: 2000,
  ...difference,
});
const parent = (...childStays: ChildStay[]): Life => ({ childStays });
const finding = (life: Life) => found(childInHospital, life);

test('fires on a stay that goes on, and says since when and nothing else', () => {
  expect(finding(parent(stay(9)))).toEqual({
    code: 'child-in-hospital',
    facts: { from: isoDay(today - 9), oneDay: false },
    counted: ['RelatedPerson/kid'],
    notCounted: [],
    span: { from: today - 9, to: today },
    number: 1,
    unit: 'entries',
    changeKey: `RelatedPerson/kid ${isoDay(today - 9)}`,
  });
  expect(finding(parent(stay(20, 20)))?.facts).toMatchObject({ oneDay: true });
});

describe('stays silent', () => {
  test.each<[string, Life, string, Life]>([
    ['30 days after the end', parent(stay(40, 30)), '29 days after it', parent(stay(40, 29))],
    ['on a stay that was never closed', parent(stay(181)), 'on one of 180 days', parent(stay(180))],
    [
      'on a newborn’s few days',
      parent(stay(4, undefined, { daysOld: 2 })),
      'on five days',
      parent(stay(5, undefined, { daysOld: 2 })),
    ],
    [
      'on a newborn’s few days that are over',
      parent(stay(10, 6, { daysOld: 0 })),
      'on those of a baby of three days',
      parent(stay(10, 6, { daysOld: 3 })),
    ],
    ['with a safeguarding concern', { ...parent(stay(9)), safeguarding: ['Flag/1'] }, 'without', parent(stay(9))],
    ['without a stay', parent(), 'with one', parent(stay(9))],
  ])('%s; but fires %s', (...[, silent, , fires]) => {
    expect(finding(silent)).toBeUndefined();
    expect(finding(fires)?.code).toBe('child-in-hospital');
  });

  test.each<Part>(['childStays', 'safeguarding'])('where %s could not be read', (part) => {
    expect(finding({ ...parent(stay(9)), unread: [part] })).toBeUndefined();
  });
});

test('is off until a site turns it on', () => {
  expect(childInHospital.offByDefault).toBe(true);
  expect(childInHospital.audience.children).toBe(false);
});

givesEverySilence(
  childInHospital,
  {
    'nothing-found': { life: parent() },
    'never-closed': { life: parent(stay(181)), because: { agoDays: 181, most: 180 } },
    'end-before-start': { life: parent(stay(9, 10)) },
    'too-long-ago': { life: parent(stay(200), stay(40, 30)), because: { agoDays: 30, most: 29 } },
    newborn: { life: parent(stay(4, undefined, { daysOld: 2 })), because: { days: 4, needs: 5 } },
    safeguarding: { life: { ...parent(stay(9)), safeguarding: ['Flag/1'] } },
  },
  [
    ['nothing-found', 'not-counted'],
    ['safeguarding', 'not-counted', 'unread'],
    ['nothing-found', 'not-counted'],
    ['newborn'],
    ['not-counted', 'never-closed'],
  ],
);
