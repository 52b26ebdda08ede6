/** A thread that makes ordinary calls and asks for health again and again until it gets a message; posts all times in ms. */
import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { address, hook, body }: { readonly address: string; readonly hook: string; readonly body: string } = workerData;
const pauseMs = 20;
let isOver = false;
parentPort?.once('message', () => {
  isOver = true;
});

async function call(): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${address}/cds-services/secure-base-${hook}`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
}

async function health(): Promise<void> {
  await (await fetch(`${address}/health/live`)).text();
}

async function timesOf(work: () => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  while (!isOver) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
    await setTimeout(pauseMs);
  }
  return times;
}

const [calls, checks] = await Promise.all([timesOf(call), timesOf(health)]);
parentPort?.postMessage({ calls, checks });
