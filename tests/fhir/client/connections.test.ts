import { afterEach, describe, expect, test } from '@jest/globals';
import { createGateway } from '#src/fhir/client/client.ts';
import { answerOf, type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const good = answerOf('{"resourceType":"Patient","id":"p"}');

let server: ScriptedServer;
afterEach(() => server.close());

/** Reads a Patient of a server with these scripts: what came of it, and what was observed. */
async function read(scripts: readonly Script[], { reads = 1, maxReads = 150, waitMs = 5000 } = {}) {
  server = await startScriptedServer(...scripts);
  const seen: string[] = [];
  const client = createGateway((_, outcome) => seen.push(outcome), { maxReads }).open(
    { client: 'open', base: server.base, token: undefined, reach: 'any' },
    AbortSignal.timeout(waitMs),
  );
  for (let n = 1; n < reads; n += 1) await client.read('Patient', 'p', 'id');
  const { failure } = await client.read('Patient', 'p', 'id');
  return { failure, seen, connections: server.requests.map(({ connection }) => connection) };
}

const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n';

describe('answers of the kind 1xx are read over (RFC 9110, 15.2)', () => {
  test.each<[string, Script]>([
    ['100', ['HTTP/1.1 100 Continue\r\n\r\n', good]],
    ['102', ['HTTP/1.1 102 Processing\r\n\r\n', good]],
    ['103', [hints, good]],
    ['103 that names an encoding', ['HTTP/1.1 103 Early Hints\r\nContent-Encoding: gzip\r\n\r\n', good]],
    ['one that nobody knows', ['HTTP/1.1 199 Odd\r\n\r\n', good]],
    [
      'several, in pieces',
      ['HTTP/1.1 100 Cont', `inue\r\n\r\n${hints}`, 'HTTP/1.1 102 Processing\r\n\r\n', hints, good],
    ],
  ])('%s', async (_, script) => {
    expect(await read([script])).toEqual({ failure: undefined, seen: ['ok'], connections: [1] });
  });

  test('but for a change of protocol, which is a failure at once', async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n';
    expect(await read([[upgrade]])).toMatchObject({ failure: 'error', connections: [1] });
  });
});

describe('a read that failed before a byte of its answer came', () => {
  test.each<[string, Script]>([
    ['was closed', ['end']],
    ['was broken off', ['reset']],
  ])('because its connection %s is repeated on a new one', async (_, script) => {
    expect(await read([script, [good]])).toEqual({ failure: undefined, seen: ['ok'], connections: [1, 2] });
  });

  test('because a connection that had been used before was closed is repeated on a new one', async () => {
    expect(await read([[good], ['end'], [good]], { reads: 2 })).toMatchObject({
      failure: undefined,
      connections: [1, 1, 2],
    });
  });

  test('is repeated once, not twice', async () => {
    expect(await read([['end'], ['reset'], [good]])).toMatchObject({ failure: 'error', connections: [1, 2] });
  });

  test('is not repeated where the call has made all its reads', async () => {
    expect(await read([['end'], [good]], { maxReads: 1 })).toMatchObject({ failure: 'error', connections: [1] });
  });

  test('is not repeated once the time is up', async () => {
    expect(await read([[]], { waitMs: 200 })).toMatchObject({ failure: 'timeout', connections: [1] });
  });
});

describe('a read is not repeated after a byte of its answer', () => {
  const whole = good.toString();
  test.each<[string, Script]>([
    ['the first', ['H', 'end']],
    ['half of the status', ['HTTP/1.1 20', 'reset']],
    ['half of the headers', [whole.slice(0, 40), 'end']],
    ['half of the body', [whole.slice(0, -10), 'end']],
    ['an early hint', [hints, 'end']],
    ['no HTTP', ['hello\r\n\r\n', 'end']],
  ])('%s', async (_, script) => {
    expect(await read([script, [good]])).toMatchObject({ failure: 'error', connections: [1] });
    server.close();
    expect(await read([[good], script, [good]], { reads: 2 })).toMatchObject({ failure: 'error', connections: [1, 1] });
  });
});

test.each([
  ['204 No Content', 'malformed'],
  ['304 Not Modified', 'error'],
  ['410 Gone', 'not-found'],
])('%s is %s', async (status, failure) => {
  expect(await read([[`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, 'end']])).toMatchObject({ failure });
});

test.each(['identity', 'x-unknown'])('the coding %s is none', async (coding) => {
  const answer = Buffer.from(good.toString().replace('\r\n', `\r\nContent-Encoding: ${coding}\r\n`));
  expect(await read([[answer]])).toMatchObject({ failure: undefined });
});

test('a status that says to come again is an answer: nothing is repeated', async () => {
  const busy = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n';
  expect(await read([[busy], [good]])).toMatchObject({ failure: 'overloaded', connections: [1] });
});

describe('the bytes of an answer', () => {
  const named = (family: string) => JSON.stringify({ resourceType: 'Patient', id: 'p', name: [{ family }] });
  const inPieces = (body: Buffer, at: number): Script => {
    const answer = answerOf(body);
    const cut = answer.indexOf(body) + at;
    return [answer.subarray(0, cut), answer.subarray(cut)];
  };

  test.each<[string, Script]>([
    ['Latin-1', [answerOf(Buffer.from(named('Müller'), 'latin1'))]],
    [
      'Latin-1 that says so',
      [answerOf(Buffer.from(named('Müller'), 'latin1'), 'application/fhir+json; charset=ISO-8859-1')],
    ],
    ['UTF-16', [answerOf(Buffer.from(named('Müller'), 'utf16le'))]],
    ['a surrogate', [answerOf(Buffer.from(named('M#').replace('#', '\xed\xa0\x80'), 'latin1'))]],
    ['a character that ends too soon', [answerOf(Buffer.from(`${named('M')}\xc3`, 'latin1'))]],
    ['Latin-1, in pieces', inPieces(Buffer.from(named('Müller'), 'latin1'), 45)],
  ])('are malformed where they are %s', async (_, script) => {
    expect(await read([script])).toMatchObject({ failure: 'malformed', seen: ['malformed'] });
  });

  const utf8 = Buffer.from(named('Müller'));
  test.each<[string, Script]>([
    ['UTF-8', [answerOf(utf8)]],
    ['UTF-8 that says it is Latin-1', [answerOf(utf8, 'application/fhir+json; charset=ISO-8859-1')]],
    ['UTF-8 after a mark of byte order', [answerOf(Buffer.from(`\ufeff${named('Müller')}`))]],
    ['UTF-8 cut within a character', inPieces(utf8, utf8.indexOf('ü') + 1)],
  ])('are read where they are %s', async (_, script) => {
    expect(await read([script])).toMatchObject({ failure: undefined });
  });
});
