import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Family } from '../../scripts/complexity/call.ts';
import { exceedsLimit } from '../../scripts/complexity/measure.ts';

const minutes = 60_000;
/** Another test runs beside this one, and two threads of one core slow each other down: a bound is twice as wide here. */
const shared = 2;

/** JSON has no infinity, which stands for what was far too much at half of the size. */
const ms = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.POSITIVE_INFINITY);
const Line = z.object({ name: z.string(), n: z.number(), half: ms, full: ms });
type Measured = z.output<typeof Line>;

/** A test for each family, through the complete service, which has a process of its own: no other test's memory is in it. */
export function testCosts(families: readonly Family[]): void {
  let costs: ReadonlyMap<string, Measured>;
  beforeAll(async () => {
    const args = ['--disable-warning=ExperimentalWarning', 'tests/complexity/measuring-process.ts'];
    const { stdout } = await promisify(execFile)(process.execPath, [...args, ...families.map(({ name }) => name)]);
    const lines = stdout.trim().split('\n');
    costs = new Map(lines.map((line) => Line.parse(JSON.parse(line))).map((cost) => [cost.name, cost]));
  }, 10 * minutes);

  test.each(families)('$name', ({ name }) => {
    const { n = 0, half = 0, full = 0 } = costs.get(name) ?? {};
    expect(n).toBeGreaterThan(0);
    expect({ n, half, full, isTooMuch: exceedsLimit({ n, half, full }, shared) }).toEqual({
      n,
      half,
      full,
      isTooMuch: false,
    });
  });
}
