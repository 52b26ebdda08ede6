import { afterEach, expect, test } from '@jest/globals';
import { services } from '#hooks/index.ts';
import type { CdsService } from '#src/cds/service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import { startApp, type TestApp } from '../support/app.ts';

let site: TestApp | undefined;
afterEach(() => site?.close());

/** The app, whose services are changed where they are made for the warm-up. */
async function startWith(inWarmUp: (services: readonly CdsService[]) => readonly CdsService[]): Promise<TestApp> {
  let made = 0;
  const servicesOf = (charts: ChartDependencies) => {
    made += 1;
    return made === 1 ? services(charts) : inWarmUp(services(charts));
  };
  site = await startApp({ env: { PORT: '0' }, services: servicesOf });
  return site;
}

/** Services of which none answers before `open` is called. */
function gate() {
  const { promise, resolve: open } = Promise.withResolvers<void>();
  const waiting = Promise.withResolvers<void>();
  const behind = (all: readonly CdsService[]): readonly CdsService[] =>
    all.map((service) => ({
      ...service,
      call: async (call) => {
        waiting.resolve();
        await promise;
        return service.call(call);
      },
    }));
  return { open, behind, waited: waiting.promise };
}

async function readiness({ get }: TestApp): Promise<[number, string?]> {
  const answer = await get('/health/ready');
  return [answer.statusCode, answer.json().issue?.[0].diagnostics];
}

test('it is ready only once it is warm, and says so; it is alive meanwhile', async () => {
  const { open, behind, waited } = gate();
  const { listen, get } = await startWith(behind);
  const listening = listen();
  await waited;
  expect(await readiness(site as TestApp)).toEqual([503, expect.stringContaining('warmUp')]);
  expect((await get('/health/live')).statusCode).toBe(200);
  open();
  expect(await listening).toBe(true);
  expect(await readiness(site as TestApp)).toEqual([200, undefined]);
});

test('a warm-up that fails is one line in the log, and keeps nothing from starting', async () => {
  const { listen, lines } = await startWith(() => {
    throw new RangeError('a fault of ours');
  });
  expect(await listen()).toBe(true);
  expect(await readiness(site as TestApp)).toEqual([200, undefined]);
  const told = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'warm-up');
  expect(told).toEqual([expect.objectContaining({ outcome: 'failed', errorClass: 'RangeError', level: 40 })]);
});

test('it can be told to leave while it warms up', async () => {
  const { open, behind, waited } = gate();
  const { listen, markNotReady } = await startWith(behind);
  const listening = listen();
  await waited;
  markNotReady();
  open();
  expect(await listening).toBe(false);
  expect(await readiness(site as TestApp)).toEqual([503, expect.stringContaining('running')]);
});
