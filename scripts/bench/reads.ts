import { type Bench, judged, path, type Row } from './bench.ts';
import { freshBody } from './bodies.ts';
import { load, quantile } from './load.ts';
import { run } from './process.ts';
import { hookCall } from './record.ts';

/** Without prefetch, from a FHIR server that takes 100 ms for each read. */
export async function* measureReads(bench: Bench): AsyncGenerator<Row> {
  const stub = await run('scripts/bench/stub-fhir-server.ts');
  for (const workers of ['0', '2']) {
    const service = await bench.service({ FHIR_SERVERS: stub.address, WORKERS: workers });
    const body = freshBody(hookCall(bench.templates, undefined, stub.address));
    await load({ server: service, path, body }, { connections: 1, calls: 20 });
    const { latencies } = await load({ server: service, path, body }, { connections: 1, calls: 200 });
    const format = { unit: ' ms', note: `WORKERS=${workers}` };
    yield judged('no prefetch, reads of 100 ms, p50', quantile(latencies, 0.5), { must: 225, aim: 212 }, format);
    yield judged('no prefetch, reads of 100 ms, worst of 200', quantile(latencies, 1), { must: 250, aim: 235 }, format);
    await service.stop();
  }
  await stub.stop();
}
