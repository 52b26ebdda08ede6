import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createGateway } from '#src/fhir/client/client.ts';
import { baseUrlOf } from '../../support/base-url.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers so; the base to call it by. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Differences = Parameters<typeof createGateway>[1];
const never = new AbortController().signal;
const ofPatient = { patient: 'p' };

/** Calls of one gateway with these limits, and the outcome of every request. */
function gatewayTo(server: string, limits: Differences = {}) {
  const outcomes: string[] = [];
  const gateway = createGateway((type, outcome) => outcomes.push(`${type} ${outcome}`), limits);
  const base = baseUrlOf(server);
  const call = () => gateway.open({ client: 'open', base, token: undefined, reach: 'any' }, never);
  return { call, outcomes };
}

/** A searchset of about this many bytes. */
const ofBytes = (bytes: number) =>
  JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [], text: 'x'.repeat(bytes) });
const answering =
  (body: string | Buffer, headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json', ...headers }).end(body);
  };

describe('the reads of one call', () => {
  test('are so many at most: those that are over fail at once, and the server never sees them', async () => {
    let requests = 0;
    const base = await serve((request, response) => {
      requests += 1;
      answering(ofBytes(0))(request, response);
    });
    const client = gatewayTo(base, { maxReads: 3 }).call();
    const failures = [];
    for (let n = 0; n < 5; n += 1) failures.push((await client.search('Task', ofPatient)).failure);
    expect(failures).toEqual([undefined, undefined, undefined, 'over-budget', 'over-budget']);
    expect((await client.read('Patient', 'p', 'id')).failure).toBe('over-budget');
    expect(requests).toBe(3);
  });

  test('count pages, and a search that is repeated without what was refused', async () => {
    let page = 0;
    const base = await serve((request, response) => {
      if (request.url?.includes('_sort')) return response.writeHead(400).end('{}');
      page += 1;
      const entry = [{ resource: { resourceType: 'Task', id: `${page}` } }];
      const link = [{ relation: 'next', url: `Task?page=${page}` }];
      return answering(JSON.stringify({ resourceType: 'Bundle', entry, link }))(request, response);
    });
    const answer = await gatewayTo(base, { maxReads: 4 })
      .call()
      .search('Task', { ...ofPatient, _sort: 'date' });
    expect(answer.failure).toBe('over-budget');
    expect(answer.resources.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  test('are 150, the server’s own statement not counted', async () => {
    const base = await serve(answering('{"resourceType":"Bundle"}'));
    const { call, outcomes } = gatewayTo(base);
    const client = call();
    client.version();
    for (let n = 0; n < 150; n += 1) await client.search('Task', ofPatient);
    expect(outcomes.filter((one) => one === 'Task ok')).toHaveLength(150);
    expect((await client.search('Task', ofPatient)).failure).toBe('over-budget');
  });

  test('are another call’s own', async () => {
    const base = await serve(answering(ofBytes(0)));
    const { call } = gatewayTo(base, { maxReads: 1 });
    for (const client of [call(), call()]) expect((await client.search('Task', ofPatient)).failure).toBeUndefined();
  });
});

describe('the bytes of one call', () => {
  test('are those of all its answers together', async () => {
    const base = await serve(answering(ofBytes(40_000)));
    const client = gatewayTo(base, { maxCallBytes: 100_000 }).call();
    const failures = [];
    for (let n = 0; n < 4; n += 1) failures.push((await client.search('Task', ofPatient)).failure);
    expect(failures).toEqual([undefined, undefined, 'over-budget', 'over-budget']);
  });

  test('are counted as they are unpacked', async () => {
    const base = await serve(answering(gzipSync(ofBytes(200_000)), { 'content-encoding': 'gzip' }));
    const at = async (maxCallBytes: number) =>
      (await gatewayTo(base, { maxCallBytes }).call().search('Task', ofPatient)).failure;
    expect([await at(150_000), await at(300_000)]).toEqual(['over-budget', undefined]);
  });

  test('end an answer while it comes: one without an end is given up early', async () => {
    let closed: (sent: number) => void;
    const ended = new Promise<number>((resolve) => {
      closed = resolve;
    });
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      let sent = 0;
      const send = () => {
        sent += 10_000;
        response.write(' '.repeat(10_000));
      };
      const sending = setInterval(send, 1);
      response.on('close', () => {
        clearInterval(sending);
        closed(sent);
      });
    });
    expect((await gatewayTo(base, { maxCallBytes: 50_000 }).call().search('Task', ofPatient)).failure).toBe(
      'over-budget',
    );
    expect(await ended).toBeLessThan(5_000_000);
  });

  test('end every answer that is still coming, so that none is waited for in vain', async () => {
    const base = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(request.url?.includes('Task') ? ' '.repeat(60_000) : ' ');
    });
    const client = gatewayTo(base, { maxCallBytes: 50_000 }).call();
    const answers = await Promise.all(['Flag', 'Condition', 'Task'].map((type) => client.search(type, ofPatient)));
    expect(answers.map(({ failure }) => failure)).toEqual(['over-budget', 'over-budget', 'over-budget']);
  });
});

describe('the bytes of all calls in flight', () => {
  test('are limited together, and given back when a call ends', async () => {
    const base = await serve(answering(ofBytes(40_000)));
    const { call } = gatewayTo(base, { maxBytesInFlight: 100_000 });
    const [first, second, third] = [call(), call(), call()];
    const failure = async (client = call()) => (await client.search('Task', ofPatient)).failure;
    expect([await failure(first), await failure(second), await failure(third)]).toEqual([
      undefined,
      undefined,
      'over-budget',
    ]);
    first.close();
    expect(await failure()).toBeUndefined();
    expect(await failure(first)).toBe('over-budget');
  });

  test('are given back once, however often a call is ended', async () => {
    const base = await serve(answering(ofBytes(60_000)));
    const { call } = gatewayTo(base, { maxBytesInFlight: 100_000 });
    const first = call();
    await first.search('Task', ofPatient);
    first.close();
    first.close();
    expect((await call().search('Task', ofPatient)).failure).toBeUndefined();
    expect((await call().search('Task', ofPatient)).failure).toBe('over-budget');
  });
});
