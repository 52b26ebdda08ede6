import autocannon from 'autocannon';

/** Results of a load with eight connections. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Responses other than 200, which `perSecond` excludes. */
  readonly non200: number;
}

/** Posts a body for `seconds` over eight connections. Each call uses the next token; the last one is reused. */
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
    non200: result.non2xx,
  };
}

/** Sorted latencies, in ms, of `count` sequential calls. */
export async function sequentialLatencies(url: string, body: string, calls: number): Promise<number[]> {
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

export function post(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
