import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fetch } from 'undici';
import { createTransport } from '#src/outbound/transport.ts';
import { userAgent } from '#src/values/build.ts';

let got: { method?: string; length?: string; body: string }[] = [];
let userAgents: (string | undefined)[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  got.push({ method: request.method ?? '', length: request.headers['content-length'] ?? '', body });
  userAgents.push(request.headers['user-agent']);
  response.end('{}');
});
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;

beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
afterAll(() => void server.close());

test('a form is sent with its length, and a request without a body without one', async () => {
  const dispatcher = createTransport(1024, 'private');
  const body = new URLSearchParams({ code: 'x'.repeat(100_000), name: 'é' });
  got = [];
  expect((await fetch(address(), { method: 'POST', body, dispatcher })).status).toBe(200);
  expect((await fetch(address(), { dispatcher })).status).toBe(200);
  expect(got).toEqual([
    { method: 'POST', length: String(body.toString().length), body: body.toString() },
    { method: 'GET', length: '', body: '' },
  ]);
});

test('a request with a body to nobody fails as one without', async () => {
  const dispatcher = createTransport(1024, 'public');
  await expect(fetch(address(), { method: 'POST', body: 'x', dispatcher })).rejects.toThrow();
});

test.each([
  ['no library names itself', {}],
  ['one that does is replaced', { 'user-agent': 'library/1.0' }],
  ['in any letter case', { 'User-Agent': 'library/1.0' }],
])('the User-Agent is ours: %s', async (_, headers) => {
  userAgents = [];
  await fetch(address(), { headers, dispatcher: createTransport(1024, 'any') });
  await fetch(address(), { headers, method: 'POST', body: 'x', dispatcher: createTransport(1024, 'private') });
  expect(userAgents).toEqual([userAgent(), userAgent()]);
});
