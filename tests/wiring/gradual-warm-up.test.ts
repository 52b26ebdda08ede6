import { expect, test } from '@jest/globals';
import { warmUpGradually } from '#src/wiring/gradual-warm-up.ts';

async function* calls(made: number[], count: number) {
  for (let n = 1; n <= count; n += 1) {
    made.push(n);
    yield n;
  }
}

test('it is warm after the first calls, and makes the others after that', async () => {
  const made: number[] = [];
  let madeWhenWarm = 0;
  const done = warmUpGradually(
    calls(made, 6),
    () => (madeWhenWarm = made.length),
    () => false,
  );
  await done;
  expect(madeWhenWarm).toBe(3);
  expect(made).toEqual([1, 2, 3, 4, 5, 6]);
});

test('it ends early once the process is leaving', async () => {
  const made: number[] = [];
  await warmUpGradually(
    calls(made, 6),
    () => {},
    () => made.length === 4,
  );
  expect(made).toEqual([1, 2, 3, 4]);
});
