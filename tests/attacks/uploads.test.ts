import { request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { services } from '#hooks/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall } from '../support/example.ts';
import { until } from '../support/load.ts';

const path = '/cds-services/secure-base-patient-view';
const mib = 1024 * 1024;
const largest = 10 * mib;
const good = JSON.stringify(exampleCall({ hook: 'patient-view' }));

let site: TestApp;
let port: number;
const sockets: Socket[] = [];

async function listen(options: Parameters<typeof startApp>[0] = {}): Promise<void> {
  site = await startApp(options);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  port = (site.app.server.address() as AddressInfo).port;
}
beforeEach(() => listen());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await site.close();
});

/** A body that is being sent; its answer is awaited by polling, since there may never be one. */
function upload(headers: string, from = '127.0.0.1') {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  sockets.push(socket);
  let heard = '';
  socket.setEncoding('latin1').on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`);
  const answer = async () => {
    for (let waited = 0; waited < 500 && !heard.includes('\r\n\r\n'); waited++) await wait(20);
    return { status: Number(heard.slice(9, 12)), retryAfter: /retry-after: (\d+)/i.exec(heard)?.[1] };
  };
  return { socket, answer, isAnswered: () => heard !== '' };
}
const declaring = (bytes: number, from?: string) => upload(`Content-Length: ${bytes}`, from);

/** What a small call is answered, which arrives after whatever was sent before. */
async function small(from = '127.0.0.1', body = good): Promise<number> {
  const one = declaring(Buffer.byteLength(body), from);
  one.socket.write(body);
  return (await one.answer()).status;
}

/** Whether one more of the largest bodies is soon taken. */
async function isTakenInTime(): Promise<boolean> {
  for (let tried = 0; tried < 100; tried++) {
    const next = declaring(largest);
    await small();
    if (!next.isAnswered()) return true;
    await wait(20);
  }
  return false;
}

test('of one client at most 64 MiB are received at once; more is 503 unread, and others are answered', async () => {
  const held = Array.from({ length: 6 }, () => declaring(largest));
  expect(await small()).toBe(200);
  const seventh = await declaring(largest).answer();
  expect(seventh.status).toBe(503);
  expect(Number(seventh.retryAfter)).toBeGreaterThan(0);
  const other = declaring(largest, '127.0.0.2');
  expect([await small(), await small('127.0.0.2')]).toEqual([200, 200]);
  expect([...held, other].some(({ isAnswered }) => isAnswered())).toBe(false);

  // Whoever hangs up, or whose body is there, makes room.
  held[0]?.socket.destroy();
  expect(await isTakenInTime()).toBe(true);
  held[1]?.socket.write(good.padEnd(largest));
  expect((await held[1]?.answer())?.status).toBe(200);
  expect(await isTakenInTime()).toBe(true);
  expect((await declaring(largest).answer()).status).toBe(503);
});

test('of all clients at most 256 MiB are received at once', async () => {
  for (let client = 1; client <= 4; client++)
    for (let body = 0; body < 6; body++) declaring(largest, `127.0.0.${client}`);
  declaring(largest, '127.0.0.5');
  expect(await small('127.0.0.5')).toBe(200);
  expect((await declaring(largest, '127.0.0.5').answer()).status).toBe(503);
  expect(await small('127.0.0.6')).toBe(200);
});

test('bodies of unknown length are counted as they come, and small pieces by what they take', async () => {
  const chunked = 'Transfer-Encoding: chunked';
  const chunk = `${mib.toString(16)}\r\n${' '.repeat(mib)}\r\n`;
  const many = Array.from({ length: 7 }, () => upload(chunked));
  const send = ({ socket }: { socket: Socket }) => {
    for (let part = 0; part < 9; part++) socket.write(chunk);
  };
  many.forEach(send);
  expect(await small()).toBe(200);
  const more = upload(chunked);
  send(more);
  // Whichever of them the chunk belongs to that is too much.
  const all = [...many, more];
  await until('one is refused', () => all.some(({ isAnswered }) => isAnswered()));
  const refused = all.filter(({ isAnswered }) => isAnswered());
  expect(await Promise.all(refused.map(async ({ answer }) => (await answer()).status))).toEqual([503]);
  for (const { socket } of all) socket.destroy();

  const pieces = upload(chunked, '127.0.0.2');
  pieces.socket.write('1\r\n \r\n'.repeat(300_000));
  expect((await pieces.answer()).status).toBe(503);
  const dripped = declaring(largest, '127.0.0.3');
  dripped.socket.write('{');
  expect([await small('127.0.0.3'), dripped.isAnswered()]).toEqual([200, false]);
});

test('a body that is said to be larger than any may be is 413, and counts nothing', async () => {
  for (let time = 0; time < 10; time++) expect((await declaring(50 * mib).answer()).status).toBe(413);
  declaring(largest);
  expect(await small()).toBe(200);
});

test.each([
  ['of a declared length', { 'content-length': largest }],
  ['in chunks', { 'transfer-encoding': 'chunked' }],
])('whoever sends all of a refused body %s and closes the connection still reads the 503', async (_, framing) => {
  for (let body = 0; body < 6; body++) declaring(largest);
  expect(await small()).toBe(200);
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const headers = { 'content-type': 'application/json', connection: 'close', ...framing };
      const call = request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent: false });
      const status = new Promise((resolve) => {
        call.on('error', ({ message }) => resolve(message));
        call.on('response', (response) => {
          response.resume();
          call.on('close', () => resolve(response.statusCode));
        });
      });
      call.end(Buffer.alloc(largest, ' '));
      return status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([503]));
});

test('a call whose slow body has come is in flight again, and is shed where the service is full by then', async () => {
  await site.close();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let held = 0;
  await listen({
    env: { DEADLINE_MS: '10000' },
    services: (charts) =>
      services(charts).map((service) => ({
        ...service,
        call: async () => {
          held += 1;
          await released;
          return { cards: [], opening: undefined };
        },
      })),
  });
  const slow = Array.from({ length: 5 }, () => declaring(Buffer.byteLength(good)));
  for (const { socket } of slow) socket.write(good.slice(0, 10));
  await wait(1300);
  const burst = Array.from({ length: 126 }, () => small());
  for (let waited = 0; waited < 400 && held < 126; waited++) await wait(20);
  expect(held).toBe(126);
  for (const { socket } of slow) {
    socket.write(good.slice(10));
    await wait(100);
  }
  const shed = await Promise.all(slow.slice(2).map(({ answer }) => answer()));
  expect(shed.map(({ status }) => status)).toEqual([503, 503, 503]);
  release();
  expect(new Set(await Promise.all(burst))).toEqual(new Set([200]));
  for (const { answer } of slow.slice(0, 2)) expect((await answer()).status).toBe(200);
});
