import { type Bench, judged, path, type Row } from './bench.ts';
import { freshBody } from './bodies.ts';
import { load, median } from './load.ts';
import { run } from './process.ts';
import { hookCall } from './record.ts';

const starts = 7;

/** From the start of the process until it is ready and warm, and the first call after that. */
export async function* measureStart(bench: Bench): AsyncGenerator<Row> {
  const stub = await run('scripts/bench/stub-fhir-server.ts');
  const withServer = { FHIR_SERVERS: stub.address };
  const bodies = { with: bench.body(200), without: freshBody(hookCall(bench.templates, undefined, stub.address)) };
  for (const workers of ['0', '2']) {
    const measured = { start: [] as number[], with: [] as number[], without: [] as number[] };
    for (let n = 0; n < starts; n += 1)
      for (const kind of ['with', 'without'] as const) {
        const service = await bench.service({ WORKERS: workers, ...withServer });
        const { latencies } = await load({ server: service, path, body: bodies[kind] }, { connections: 1, calls: 1 });
        measured.start.push(service.startMs);
        measured[kind].push(...latencies);
        await service.stop();
      }
    const row = (name: string, values: readonly number[], must: number, aim: number) =>
      judged(
        name,
        median(values),
        { must, aim },
        { unit: ' ms', note: `worst ${Math.max(...values).toFixed(0)}, WORKERS=${workers}` },
      );
    yield row('start to ready, warm-up included', measured.start, 900, 700);
    yield row('first call after readiness, with prefetch', measured.with, 60, 25);
    yield row('first call after readiness, reads of 100 ms', measured.without, 300, 250);
  }
  await stub.stop();
}
