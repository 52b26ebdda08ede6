import { type Bench, judged, path, type Row } from './bench.ts';
import type { FreshBody } from './bodies.ts';
import { load, quantile } from './load.ts';
import { type Running, run } from './process.ts';
import type { Shape } from './record.ts';

const sizes = [50, 200, 1000] as const;
const shapes = ['one-shape', 'many-concepts'] as const satisfies readonly Shape[];
const limits = {
  none: { 50: { must: 0.35, aim: 0.48 }, 200: { must: 0.56, aim: 0.65 }, 1000: { must: 0.6, aim: 0.7 } },
  one: { 50: { must: 0.32, aim: 0.4 }, 200: { must: 0.54, aim: 0.62 }, 1000: { must: 0.58, aim: 0.68 } },
} as const;
/** With a card the store, quieting and the audit are measured too. */
const withoutStore = { STORE_URL: 'memory:', AUDIT_LOG: 'off' };
const rounds = 5;
const seconds = 2;
/** V8 still compiles what it has found to be used often for some seconds after a server is warm. */
const warmSeconds = 8;

/** CPU of all threads a call: the floor's, which parses the same body and answers a constant, over the service's. */
export async function* measureCpu(bench: Bench): AsyncGenerator<Row> {
  const floor = await run('scripts/bench/baseline.ts');
  for (const cards of ['none', 'one'] as const) {
    const env = cards === 'one' ? bench.withCard : withoutStore;
    const service = await bench.service(env);
    for (const shape of shapes)
      for (const size of sizes) {
        const body = bench.body(size, shape);
        await assertCards(service, body, cards === 'one' ? 1 : 0);
        yield ratio(
          `CPU of the floor, ${cards} card, ${size} encounters, ${shape}`,
          await compare(bench, service, floor, body),
          limits[cards][size],
        );
      }
    await service.stop();
  }
  yield* withWorkers(bench, floor);
  await floor.stop();
}

/** The same with worker threads, as the default is. */
async function* withWorkers(bench: Bench, floor: Running): AsyncGenerator<Row> {
  const service = await bench.service({ WORKERS: '2', ...withoutStore });
  for (const size of sizes) {
    const compared = await compare(bench, service, floor, bench.body(size));
    yield { measured: `CPU of the floor, none card, ${size} encounters, WORKERS=2`, result: text(compared) };
  }
  await service.stop();
}

interface Compared {
  /** Least CPU a call of all rounds, in ms. */
  readonly floor: number;
  readonly service: number;
}

/** Alternating rounds; what else the machine does can only add, so the least of each counts. */
async function compare({ target }: Bench, service: Running, floor: Running, body: FreshBody): Promise<Compared> {
  const measured = { floor: [] as number[], service: [] as number[] };
  const once = async (server: Running, length: number) =>
    (await load(target(server, body), { seconds: length })).cpuMsPerCall;
  await once(floor, 1);
  await once(service, warmSeconds);
  for (let round = 0; round < rounds; round += 1) {
    measured.floor.push(await once(floor, seconds));
    measured.service.push(await once(service, seconds));
  }
  const least = (values: readonly number[]) =>
    quantile(
      values.toSorted((a, b) => a - b),
      0,
    );
  return { floor: least(measured.floor), service: least(measured.service) };
}

function text({ floor, service }: Compared): string {
  return `${(floor / service).toFixed(2)} (${floor.toFixed(2)} of ${service.toFixed(2)} ms)`;
}

function ratio(measured: string, compared: Compared, limit: { must: number; aim: number }): Row {
  const row = judged(measured, compared.floor / compared.service, limit, { digits: 2, atLeast: true });
  return { ...row, result: text(compared) };
}

async function assertCards({ address }: Running, body: FreshBody, expected: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address + path, { method: 'POST', headers, body: new Uint8Array(body.next()) });
  const { cards } = (await answer.json()) as { cards: readonly object[] };
  if (cards.length !== expected) throw new Error(`${cards.length} cards instead of ${expected}`);
}
