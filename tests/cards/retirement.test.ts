import { expect, test } from '@jest/globals';
import { overrideReasons } from '#src/cards/override-reasons.ts';
import { type RetirementRule, retirementRules, rulesInForce } from '#src/cards/retirement.ts';
import { readConfig } from '#src/config/config.ts';
import { wilson } from '#src/detectors/statistics.ts';

const above = readConfig({}).retireAbove;

/** Cards shown, answered so, and whether that retires; the lower bounds are Wilson's (1927), to four digits. */
const table: readonly [RetirementRule['name'], number, number, number, boolean, string][] = [
  ['rejected', 30, 9, above, true, 'lower bound 0.1666'],
  ['rejected', 30, 8, above, false, 'lower bound 0.1418'],
  ['rejected', 30, 9, wilson({ with: 9, of: 30 }).low, false, 'exactly at the lower bound'],
  ['rejected', 29, 29, above, false, 'all of them, but fewer than thirty'],
  ['rejected', 30, 30, above, true, 'all of thirty'],
  ['rejected', 100, 22, above, true, 'lower bound 0.1500, just over'],
  ['rejected', 100, 21, above, false, 'lower bound 0.1417'],
  ['rejected', 1000, 173, above, true, 'lower bound 0.1508'],
  ['rejected', 1000, 172, above, false, 'lower bound 0.1499'],
  ['rejected', 30, 0, 0.000001, false, 'nothing was answered so'],
  ['rejected', 30, 30, 0, false, 'turned off'],
  ['unkind', 3, 3, above, true, 'three cards'],
  ['unkind', 10_000, 3, above, true, 'three of many cards'],
  ['unkind', 0, 3, above, true, 'cards that were shown longer ago'],
  ['unkind', 30, 2, above, false, 'two cards'],
  ['unkind', 3, 3, 1, true, 'whatever the share'],
  ['unkind', 3, 3, 0, false, 'turned off'],
];

test.each(table)('%s: of %i shown %i answered so, over %d: %s (%s)', (name, shown, answered, over, retires) => {
  const rule = rulesInForce(over).find((one) => one.name === name);
  expect(rule?.isMet({ shown, answered }) ?? false).toBe(retires);
});

test('the rules are those of the catalogue', () => {
  const rules = retirementRules.map(({ name, reasons, days, daysFrom }) => [name, [...reasons], days, daysFrom]);
  expect(rules).toEqual([
    ['rejected', ['facts-wrong', 'not-right-for-this-person', 'unkind-wording'], 60, 'showing'],
    ['unkind', ['unkind-wording'], 30, 'answer'],
  ]);
  expect(above).toBe(0.15);
  expect(rulesInForce(0)).toEqual([]);
});

test('that something is known, comes at a bad time or is answered otherwise never counts', () => {
  const counting = retirementRules.flatMap(({ reasons }) => reasons);
  expect(overrideReasons.filter((reason) => !counting.includes(reason))).toEqual(['already-known', 'not-now', 'other']);
});
