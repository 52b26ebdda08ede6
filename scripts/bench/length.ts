import { type Bench, judged, type Row } from './bench.ts';
import { load } from './load.ts';

/** CPU of a call with 10,000 contacts over that of one with 100. */
export async function* measureLength(bench: Bench): AsyncGenerator<Row> {
  const service = await bench.service({ DEADLINE_MS: '10000' });
  const cpuOf = async (count: number, calls: number) => {
    const target = bench.target(service, bench.body(count, 'short'));
    await load(target, { connections: 1, calls });
    return (await load(target, { connections: 1, calls })).cpuMsPerCall;
  };
  const [short, long] = [await cpuOf(100, 1000), await cpuOf(10_000, 30)];
  const note = `${long.toFixed(1)} ms / ${short.toFixed(2)} ms`;
  yield judged('CPU of 10,000 contacts over 100', long / short, { must: 120, aim: 100 }, { note });
  await service.stop();
}
