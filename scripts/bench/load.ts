import { Agent, request } from 'node:http';
import type { FreshBody } from './bodies.ts';
import type { Running } from './process.ts';

/** Results of a load. */
export interface Load {
  readonly calls: number;
  readonly perSecond: number;
  /** CPU time of all threads of the server, in ms. */
  readonly cpuMsPerCall: number;
  /** Sorted, in ms. */
  readonly latencies: readonly number[];
}

export interface Target {
  readonly server: Running;
  readonly path: string;
  readonly body: FreshBody;
  /** The next token of each call, where there are tokens. */
  readonly token?: () => string;
}

/** Posts a fresh body at each call over some connections, for `seconds` or `calls`, whichever ends first. */
export async function load(
  { server, path, body, token }: Target,
  {
    connections = 8,
    seconds = Infinity,
    calls = Infinity,
  }: Partial<Record<'connections' | 'seconds' | 'calls', number>>,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const [started, cpuBefore] = [performance.now(), server.cpuMs()];
  let made = 0;
  const caller = async () => {
    while (made < calls && performance.now() - started < seconds * 1000) {
      made += 1;
      latencies.push(await post(`${server.address}${path}`, body.next(), agent, token?.()));
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const ms = performance.now() - started;
  agent.destroy();
  return {
    calls: latencies.length,
    perSecond: latencies.length / (ms / 1000),
    cpuMsPerCall: (server.cpuMs() - cpuBefore) / latencies.length,
    latencies: latencies.sort((a, b) => a - b),
  };
}

/** Milliseconds until the whole answer is there; throws if it is not 200. */
function post(url: string, body: Buffer, agent: Agent, token?: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`the answer was ${answer.statusCode}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}

/** What `share` of sorted values are not above. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
