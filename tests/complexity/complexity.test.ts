import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { families } from '../../scripts/complexity/families.ts';
import { costOf, isTooMuch, type Service, startService } from '../../scripts/complexity/measure.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** CPU time, not the clock's; one that seems to cost too much is measured again. */
const tries = 5;

test.each(families)('$name: costs in step with its size, and no more than one call may', async (family) => {
  const cost = await costOf(service, family, tries);
  expect({ ...cost, isTooMuch: isTooMuch(cost) }).toEqual({ ...cost, isTooMuch: false });
}, 120_000);

test('what costs the square of its size is too much', () => {
  expect(isTooMuch({ n: 1, half: 100, whole: 400 })).toBe(true);
  expect(isTooMuch({ n: 1, half: 100, whole: 250 })).toBe(false);
  expect(isTooMuch({ n: 1, half: 1000, whole: 1600 })).toBe(true);
  // So little time is that of the machine.
  expect(isTooMuch({ n: 1, half: 5, whole: 50 })).toBe(false);
});
