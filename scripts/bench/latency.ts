import { type Bench, judged, type Row } from './bench.ts';
import { load, quantile } from './load.ts';

/** One call at a time, 200 encounters. */
export async function* measureLatency(bench: Bench): AsyncGenerator<Row> {
  for (const workers of ['0', '2']) {
    const service = await bench.service({ WORKERS: workers });
    const target = bench.target(service, bench.body(200));
    await load(target, { connections: 1, calls: 500 });
    const { latencies } = await load(target, { connections: 1, calls: 3000 });
    const format = { unit: ' ms', digits: 2, note: `WORKERS=${workers}` };
    yield judged('one call at a time, 200 encounters, p50', quantile(latencies, 0.5), { must: 1.5, aim: 1.3 }, format);
    yield judged('one call at a time, 200 encounters, p99', quantile(latencies, 0.99), { must: 5, aim: 3 }, format);
    await service.stop();
  }
}
