import { setTimeout } from 'node:timers/promises';
import { type Bench, judged, type Row } from './bench.ts';
import { load } from './load.ts';

const seconds = 20;

/** Resident memory idle and under load, and what a worker adds to both. */
export async function* measureMemory(bench: Bench): AsyncGenerator<Row> {
  const alone = await sizes(bench, '0');
  yield judged('memory when idle', alone.idle, { must: 155, aim: 135 }, { unit: ' MB' });
  yield judged('peak memory, 1,000 encounters, 8 at a time', alone.peak, { must: 300, aim: 230 }, { unit: ' MB' });
  const two = await sizes(bench, '2');
  const each = (kind: 'idle' | 'peak') => `${((two[kind] - alone[kind]) / 2).toFixed(0)} MB`;
  yield { measured: 'what each of two workers adds, idle / at peak', result: `${each('idle')} / ${each('peak')}` };
}

async function sizes({ service, target, body }: Bench, workers: string) {
  const running = await service({ WORKERS: workers });
  await setTimeout(2000);
  const idle = running.memory().resident;
  await load(target(running, body(1000)), { seconds });
  const { peak } = running.memory();
  await running.stop();
  return { idle, peak };
}
