import autocannon from 'autocannon';

/** What a load of eight at a time met. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Answers that were not 200, which `perSecond` leaves out. */
  readonly refused: number;
}

/** Posts a body for so many seconds, eight connections at a time; each call shows the next of the tokens, the last one again and again. */
export async function load(url: string, body: string, seconds: number, tokens: readonly string[] = []): Promise<Load> {
  let used = 0;
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    const token = tokens[Math.min(used, tokens.length - 1)];
    used += 1;
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  };
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: 8,
    duration: seconds,
    ...(tokens.length > 0 && { requests: [{ method: 'POST', body, setupRequest }] }),
  });
  if (result.errors > 0) throw new Error(`${result.errors} calls had no answer`);
  return {
    perSecond: result['2xx'] / result.duration,
    median: result.latency.p50,
    p99: result.latency.p99,
    refused: result.non2xx,
  };
}

/** Milliseconds of each of so many calls, one after the other, sorted. */
export async function oneByOne(url: string, body: string, calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const before = performance.now();
    const answer = await post(url, body);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b);
}

/** One call of a hook. */
export function post(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** The middle of sorted or unsorted numbers. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
