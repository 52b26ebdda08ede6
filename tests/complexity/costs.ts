import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Family } from '../../scripts/complexity/call.ts';
import { costOf, isTooMuch, type Service, startService } from '../../scripts/complexity/measure.ts';

/** CPU time, not the clock's; one that seems to cost too much is measured again. */
const tries = 5;

/** A test for each family, through the whole service. */
export function testCosts(families: readonly Family[]): void {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  test.each(families)('$name', async (family) => {
    const cost = await costOf(service, family, tries);
    expect({ ...cost, isTooMuch: isTooMuch(cost) }).toEqual({ ...cost, isTooMuch: false });
  }, 120_000);
}
