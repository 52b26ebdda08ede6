import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { problemOf } from '#src/cds/operation-outcome.ts';
import { shedCalls } from '#src/http/load-shedding.ts';
import { problems } from '#src/problem.ts';

let app: FastifyInstance;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

/** An app whose answers are held back until they are released. */
async function start(deadlineMs = 450) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  app = fastify();
  shedCalls(app, deadlineMs);
  app.setErrorHandler((error, _request, reply) => reply.code(problems[problemOf(error).kind].status).send({}));
  app.post('/held', async () => {
    await released;
    return {};
  });
  app.post('/quick', async () => ({}));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const post = async (url: string) => (await fetch(`${app.listeningOrigin}${url}`, { method: 'POST' })).status;
  return { release, post };
}

test('a burst is taken; what comes on top of it is refused, and taken again once the burst is over', async () => {
  const { release, post } = await start();
  const burst = Array.from({ length: 128 }, () => post('/held'));
  await wait(300);
  expect(await post('/quick')).toBe(503);
  release();
  expect(new Set(await Promise.all(burst))).toEqual(new Set([200]));
  expect(await post('/quick')).toBe(200);
});

test('where calls are answered faster, more of them at once are taken', async () => {
  const { release, post } = await start(5000);
  const until = performance.now() + 1500;
  while (performance.now() < until) await Promise.all(Array.from({ length: 20 }, () => post('/quick')));
  const burst = Array.from({ length: 150 }, () => post('/held'));
  await wait(300);
  expect(await post('/quick')).toBe(200);
  release();
  expect(new Set(await Promise.all(burst))).toEqual(new Set([200]));
});

test('bodies that are slow to come keep nobody out', async () => {
  const { post } = await start();
  for (let n = 0; n < 128; n += 1) {
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /quick HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
    sockets.push(socket);
  }
  await wait(300);
  expect(await post('/quick')).toBe(503);
  await wait(1200);
  expect(await post('/quick')).toBe(200);
});
