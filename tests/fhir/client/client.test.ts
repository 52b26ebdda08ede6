import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { createGateway } from '#src/fhir/client/client.ts';
import { failureOf } from '#src/fhir/client/failure.ts';
import { baseUrlOf } from '../../support/base-url.ts';
import { type Fault, type FhirServer, startFhirServer, startForbiddenServer } from '../../support/fhir-server.ts';
import { runs } from '../../support/property-runs.ts';

const encounter = (id: string): Resource => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/p' },
});
const encounters = Array.from({ length: 7 }, (_, n) => encounter(`e${n}`));
const patient: Resource = { resourceType: 'Patient', id: 'p' };
const ofPatient = { patient: 'p', _count: '1000' };
const never = new AbortController().signal;

const searchset = (entry: string) => `{"resourceType":"Bundle","type":"searchset","entry":[${entry}]}`;
const nested = '['.repeat(200_000) + ']'.repeat(200_000);
const deep = searchset(
  `{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Encounter","id":"e","extension":${nested}}}`,
);
const entryOf = (resourceType: string) =>
  searchset(JSON.stringify({ fullUrl: `/${'a'.repeat(60)}!`, resource: { resourceType } }));

let server: FhirServer;
beforeEach(async () => {
  server = await startFhirServer({ resources: [patient, ...encounters], pageSize: 3 });
});
afterEach(() => server.close());

const open = (signal = never, token: string | undefined = 'secret-token') =>
  createGateway().open({ client: 'open', base: server.base, token, reach: 'any' }, signal);

describe('a search', () => {
  test('gives every page, with the token on each call', async () => {
    const answer = await open().search('Encounter', ofPatient);
    expect(answer.failure).toBeUndefined();
    expect(answer.resources.map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6']);
    expect(server.requests).toHaveLength(3);
    for (const { headers } of server.requests) {
      expect(headers.authorization).toBe('Bearer secret-token');
      expect(headers.accept).toBe('application/fhir+json');
    }
  });

  test('goes without Authorization where there is no token', async () => {
    await createGateway()
      .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
      .search('Encounter', ofPatient);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
  });

  test('of one page says that there are more', async () => {
    const answer = await open().search('Encounter', ofPatient, 'first');
    expect(answer).toMatchObject({ failure: undefined, more: true });
    expect(server.requests).toHaveLength(1);
  });

  test('reads a compressed answer', async () => {
    server.fail('Encounter', { gzip: true });
    expect((await open().search('Encounter', ofPatient)).resources).toHaveLength(7);
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/FHIR+JSON;fhirVersion=4.0',
    'text/json',
  ])('reads an answer of the type %s', async (contentType) => {
    server.fail('Encounter', { contentType });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: undefined });
  });

  test.each([
    '{"resourceType":"Bundle","type":"searchset","entry":null,"total":0}',
    '{"resourceType":"Bundle","type":"searchset","link":null,"entry":[],"total":null}',
    '{"resourceType":"Bundle","type":"searchset"}',
  ])('finds nothing in %s', async (body) => {
    server.fail('Encounter', { body });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: undefined, resources: [] });
  });

  test('is whole where the server adds a hint to every page', async () => {
    server.fail('Encounter', { outcome: 'hint' });
    const answer = await open().search('Encounter', ofPatient);
    expect(answer).toMatchObject({ failure: undefined });
    expect(answer.resources).toHaveLength(7);
  });

  test('reads an answer without a total', async () => {
    server.fail('Encounter', { noTotal: true });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: undefined });
  });
});

describe('a search that goes wrong says so, keeps what came before, and shows nothing of the library’s error', () => {
  const cases: [string, Fault, string][] = [
    ['401', { status: 401 }, 'refused'],
    ['403', { status: 403 }, 'refused'],
    ['404', { status: 404 }, 'not-found'],
    ['410', { status: 410 }, 'not-found'],
    ['400', { status: 400 }, 'rejected'],
    ['429', { status: 429 }, 'overloaded'],
    ['503', { status: 503 }, 'overloaded'],
    ['500', { status: 500 }, 'error'],
    ['an error page that is no JSON', { status: 502, body: '<html>' }, 'error'],
    ['an OperationOutcome with 200', { outcome: 'instead' }, 'rejected'],
    ['an OperationOutcome among the entries', { outcome: 'entry' }, 'incomplete'],
    ['truncated JSON', { truncated: true }, 'malformed'],
    ['a connection cut in the middle', { cut: true }, 'error'],
    ['an empty body', { empty: true }, 'malformed'],
    ['null', { body: 'null' }, 'malformed'],
    ['a list', { body: '[]' }, 'malformed'],
    ...['history', 'batch-response', 'transaction-response', 'document', 'message', 'Searchset'].map(
      (type): [string, Fault, string] => [
        `a Bundle of the kind ${type}`,
        { body: JSON.stringify({ resourceType: 'Bundle', type, entry: [] }) },
        'malformed',
      ],
    ),
    ['an object of entries', { body: '{"resourceType":"Bundle","type":"searchset","entry":{}}' }, 'malformed'],
    ['a null entry', { body: searchset('null') }, 'incomplete'],
    ['an empty entry', { body: searchset('{}') }, 'incomplete'],
    ['an entry of a response alone', { body: searchset('{"response":{"status":"200"}}') }, 'incomplete'],
    ['a total without entries', { body: '{"resourceType":"Bundle","type":"searchset","total":9}' }, 'incomplete'],
    ['another content type', { contentType: 'text/html' }, 'malformed'],
    ['XML', { contentType: 'application/fhir+xml' }, 'malformed'],
    ['lists nested 200,000 deep', { body: deep }, 'malformed'],
    ['a type that is a broken pattern', { body: entryOf('Encounter(') }, 'incomplete'],
    ['a type that is a costly pattern', { body: entryOf('(a+)+$') }, 'incomplete'],
    ['fewer entries than the total', { missing: 1 }, 'incomplete'],
    ['a redirect', { redirect: '/fhir/elsewhere' }, 'error'],
  ];
  test.each(cases)('%s', async (_, fault, failure) => {
    server.fail('Encounter', { ...fault, fromPage: 3 });
    const answer = await open().search('Encounter', ofPatient);
    expect(answer.failure).toBe(failure);
    expect(answer.resources.length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(answer).sort()).toEqual(['failure', 'leftOut', 'more', 'origins', 'plain', 'resources']);
    server.fail('Encounter');
    expect((await open().search('Encounter', ofPatient)).failure).toBeUndefined();
  });

  test('the deadline', async () => {
    server.fail('Encounter', { delayMs: 8000, fromPage: 2 });
    const started = performance.now();
    const answer = await open(AbortSignal.timeout(1000)).search('Encounter', ofPatient);
    expect(answer).toMatchObject({ failure: 'timeout' });
    expect(answer.resources).toHaveLength(3);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test('nobody listening', async () => {
    const gone = await startFhirServer();
    await gone.close();
    const answer = await createGateway()
      .open({ client: 'open', base: gone.base, token: undefined, reach: 'any' }, never)
      .search('Encounter', ofPatient);
    expect(answer.failure).toBe('error');
  });

  test('a busy server is not waited for', async () => {
    server.fail('Encounter', { status: 503 });
    const started = performance.now();
    await open().search('Encounter', ofPatient);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(server.requests).toHaveLength(1);
  });

  test('more pages than are read', async () => {
    const answer = await createGateway(undefined, { maxPages: 2 })
      .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
      .search('Encounter', ofPatient);
    expect(answer).toMatchObject({ failure: 'incomplete' });
    expect(server.requests).toHaveLength(2);
  });

  test('a page that leads to itself', async () => {
    server.fail('Encounter', { next: `${server.base}/Encounter?patient=p` });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: 'incomplete' });
    expect(server.requests).toHaveLength(2);
  });

  test('a body over the limit, plain or compressed, and the same body within it', async () => {
    const many = Array.from({ length: 200 }, (_, n) => encounter(`more-${n}`));
    const large = await startFhirServer({ resources: many });
    const at = (maxBytes: number) =>
      createGateway(undefined, { maxBytes })
        .open({ client: 'open', base: large.base, token: undefined, reach: 'any' }, never)
        .search('Encounter', ofPatient);
    const answers = [await at(20_000), await at(200_000)];
    large.fail('Encounter', { gzip: true });
    answers.push(await at(20_000), await at(200_000));
    await large.close();
    // fetch tells the reason by its error's cause, which is lost between jest's realms: see the next test.
    expect(answers.map(({ failure }) => failure)).toEqual(['error', undefined, 'error', undefined]);
    expect(answers[2]?.resources).toEqual([]);
  });
});

test('an error of fetch is a large body only where its cause says so', () => {
  const terminated = (code: string) => new TypeError('terminated', { cause: { code } });
  expect(failureOf(terminated('UND_ERR_RES_EXCEEDED_MAX_SIZE'), never)).toBe('too-large');
  expect(failureOf(terminated('UND_ERR_SOCKET'), never)).toBe('error');
});

describe('the token and the person’s data go nowhere but to the base', () => {
  test.each(['next', 'redirect'] as const)('a %s to another origin is not followed', async (way) => {
    const forbidden = await startForbiddenServer();
    server.fail('Encounter', { [way]: `${forbidden.address}/fhir/Encounter?patient=p` });
    const answer = await open().search('Encounter', ofPatient);
    expect(answer.failure).toBe(way === 'next' ? 'off-base' : 'error');
    expect(forbidden.connections()).toBe(0);
    await fetch(forbidden.address);
    expect(forbidden.connections()).toBe(1);
    await forbidden.close();
  });

  const elsewhere = [
    '/other/Encounter',
    '/fhirx/Encounter',
    '/fhir/../admin',
    '/fhir/%2e%2e/admin',
    'javascript:1',
    '',
  ];
  test.each(elsewhere)('a next page at %p is off the base', async (next) => {
    server.fail('Encounter', { next });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: 'off-base' });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    '?cursor=1',
    'Encounter?_page=2',
    '/fhir?_getpages=1',
  ])('a next page at %p is on the base', async (next) => {
    server.fail('Encounter', { next });
    await open().search('Encounter', ofPatient);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  test.each([
    '../Patient',
    '..',
    '.',
    'a/b',
    'a?b',
    'a%2Fb',
    '',
    'x'.repeat(65),
    'a b',
  ])('an id such as %p never reaches a URL', async (id) => {
    expect((await open().read('Patient', id, 'id')).failure).toBe('malformed');
    expect(server.requests).toHaveLength(0);
  });

  test('values of parameters are encoded', async () => {
    await open().search('Practitioner', { identifier: 'http://a/b|1&_count=0#x' });
    expect(server.requests[0]?.query.get('identifier')).toBe('http://a/b|1&_count=0#x');
  });
});

describe('a read', () => {
  test('gives the resource', async () => {
    expect((await open().read('Patient', 'p', 'id')).resources).toEqual([expect.objectContaining({ id: 'p' })]);
  });

  test.each([
    '{"resourceType":"Patient","id":"q"}',
    '{"resourceType":"Group","id":"p"}',
  ])('that answers with %p gives nothing', async (body) => {
    server.fail('Patient', { body });
    expect(await open().read('Patient', 'p', 'id')).toMatchObject({ failure: 'malformed', resources: [] });
  });
});

describe('a parameter that a server does not know', () => {
  /** The parameters that each request of a search with `_sort` came with, as this client of a gateway. */
  const sorted = async (gateway: ReturnType<typeof createGateway>, client: string, base = server.base) => {
    const before = server.requests.length;
    await gateway
      .open({ client, base, token: undefined, reach: 'any' }, never)
      .search('Encounter', { patient: 'p', _sort: '-date' });
    return server.requests.slice(before, before + 2).map(({ query }) => query.has('_sort'));
  };

  test('is left out for the client alone whose search was refused, and at that base alone', async () => {
    server.fail('Encounter', { refuses: ['_sort'] });
    const gateway = createGateway();
    expect(await sorted(gateway, 'https://one.example')).toEqual([true, false]);
    expect(await sorted(gateway, 'https://one.example')).toEqual([false, false]);
    expect(await sorted(gateway, 'https://other.example')).toEqual([true, false]);
    expect(
      await sorted(gateway, 'https://one.example', baseUrlOf(server.base.replace('127.0.0.1', 'localhost'))),
    ).toEqual([true, false]);
  });

  test('is sent again where the plain search failed too', async () => {
    server.fail('Encounter', { refuses: ['_sort', 'patient'] });
    const gateway = createGateway();
    await sorted(gateway, 'open');
    expect(await sorted(gateway, 'open')).toEqual([true, false]);
  });

  test('is left out once it was refused, and from then on', async () => {
    server.fail('Encounter', { refuses: ['_sort', '_elements'] });
    const gateway = createGateway();
    const search = () =>
      gateway
        .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
        .search('Encounter', { patient: 'p', _sort: '-date', _elements: 'period' });
    expect(await search()).toMatchObject({ failure: undefined, plain: true });
    const before = server.requests.length;
    expect(await search()).toMatchObject({ failure: undefined, plain: true });
    expect(server.requests.slice(before).every(({ query }) => !query.has('_sort'))).toBe(true);
  });

  /** The parameters by which an answer can do with less, as each request of these searches and reads came with them. */
  const sent = () =>
    server.requests
      .filter(({ query }) => !query.has('_page'))
      .map(({ query }) => ['_elements', '_sort', '_count'].filter((name) => query.has(name)).join('+'));
  const ask = (gateway: ReturnType<typeof createGateway>, _elements = 'status', pages?: 'first') =>
    gateway
      .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
      .search('Encounter', { patient: 'p', _sort: '-date', _count: '100', _elements }, pages);

  test('is _elements first, and the rest is kept', async () => {
    server.fail('Encounter', { refuses: ['_elements'] });
    const gateway = createGateway();
    for (const _ of [1, 2]) expect(await ask(gateway)).toMatchObject({ failure: undefined, plain: false });
    expect(sent()).toEqual(['_elements+_sort+_count', '_sort+_count', '_sort+_count']);
    // Of its own version it may know them.
    await ask(gateway, 'status,period');
    expect(sent().slice(3)).toEqual(['_elements+_sort+_count', '_sort+_count']);
  });

  test('costs three requests at most, whatever a server refuses', async () => {
    server.fail('Encounter', { refuses: ['_elements', '_sort', 'patient'] });
    expect(await ask(createGateway())).toMatchObject({ failure: 'rejected' });
    expect(sent()).toEqual(['_elements+_sort+_count', '_sort+_count', '']);
  });

  test.each([405, 406, 414, 422, 501])('may be refused with %i', async (status) => {
    server.fail('Encounter', { status });
    expect(await ask(createGateway())).toMatchObject({ failure: 'rejected' });
    expect(sent()).toHaveLength(3);
  });

  test.each([401, 403, 404, 429, 500, 503])('is not what %i is about', async (status) => {
    server.fail('Encounter', { status });
    await ask(createGateway());
    expect(sent()).toEqual(['_elements+_sort+_count']);
  });

  test('is left out of a read too', async () => {
    server.fail('Patient', { refuses: ['_elements'] });
    const gateway = createGateway();
    const open = () => gateway.open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never);
    for (const _ of [1, 2]) expect((await open().read('Patient', 'p', 'name')).resources).toHaveLength(1);
    expect(sent()).toEqual(['_elements', '', '']);
  });

  test('is left out where none of what came has any of the elements, and from then on where that helped', async () => {
    const bare = { resourceType: 'Encounter', id: 'e', meta: { versionId: '1' } };
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: bare }] });
    server.fail('Encounter', { onlyWith: '_elements', body });
    const gateway = createGateway();
    for (const _ of [1, 2]) expect((await ask(gateway)).resources.length).toBeGreaterThan(1);
    expect(sent().slice(0, 2)).toEqual(['_elements+_sort+_count', '_sort+_count']);
    expect(
      sent()
        .slice(2)
        .filter((one) => one.startsWith('_elements')),
    ).toEqual([]);
  });

  test('is sent again where nobody has any of the elements, and for other people once alone', async () => {
    const gateway = createGateway();
    const none = 'hospitalization';
    await ask(gateway, none);
    await ask(gateway, none);
    const before = sent();
    expect(before.filter((one) => one === '_elements+_sort+_count')).toHaveLength(2);
    server.requests.length = 0;
    await ask(gateway, none, 'first');
    expect(sent()).toEqual(['_elements+_sort+_count']);
  });

  test('that is essential is not left out', async () => {
    server.fail('Encounter', { refuses: ['patient'] });
    expect(await open().search('Encounter', ofPatient)).toMatchObject({ failure: 'rejected' });
    expect(server.requests.map(({ query }) => query.get('patient'))).toEqual(['p', 'p']);
  });

  test('costs no second request when the time is up', async () => {
    server.fail('Encounter', { refuses: ['_count'], delayMs: 50 });
    const stop = new AbortController();
    const answer = open(stop.signal).search('Encounter', ofPatient);
    stop.abort();
    expect(await answer).toMatchObject({ failure: 'timeout' });
    expect(server.requests.length).toBeLessThanOrEqual(1);
  });
});

test('every request is observed by resource type and outcome', async () => {
  const seen: string[] = [];
  const gateway = createGateway((type, outcome, seconds) =>
    seen.push(`${type} ${outcome} ${seconds >= 0 && seconds < 5}`),
  );
  server.fail('Encounter', { status: 403, fromPage: 2 });
  await gateway
    .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
    .search('Encounter', ofPatient);
  expect(seen).toEqual(['Encounter ok true', 'Encounter refused true']);
});

test('a next page off the base is observed as such', async () => {
  const seen: string[] = [];
  server.fail('Encounter', { next: 'https://elsewhere.example/fhir/Encounter?page=2' });
  await createGateway((type, outcome) => seen.push(`${type} ${outcome}`))
    .open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never)
    .search('Encounter', ofPatient);
  expect(seen).toEqual(['Encounter ok', 'Encounter off-base']);
});

test('the version that a server says is known to the client that asked, and not to another', async () => {
  const gateway = createGateway();
  const versionFor = (client: string) =>
    gateway.open({ client, base: server.base, token: undefined, reach: 'any' }, never).version();
  expect(versionFor('https://one.example')).toBeUndefined();
  while (versionFor('https://one.example') === undefined) await new Promise((done) => setTimeout(done, 5));
  expect(versionFor('https://other.example')).toBeUndefined();
});

describe('none of its functions throws', () => {
  test('whatever JSON comes', async () => {
    const anything = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc
        .array(
          fc.record({ fullUrl: fc.anything(), resource: fc.anything(), search: fc.anything() }, { requiredKeys: [] }),
        )
        .map((entry) => JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry })),
      fc.anything().map((link) => JSON.stringify({ resourceType: 'Bundle', link, total: link, entry: link })),
    );
    const client = createGateway(undefined, { maxReads: 1000 }).open(
      { client: 'open', base: server.base, token: undefined, reach: 'any' },
      never,
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        server.fail('Encounter', { body: body ?? 'null' });
        await client.search('Encounter', ofPatient);
        await client.read('Encounter', 'e0', 'id');
      }),
      runs(100),
    );
  });

  test('even where what is told of its requests does: then the answer counts as malformed', async () => {
    const gateway = createGateway(() => {
      throw new Error('full');
    });
    const client = gateway.open({ client: 'open', base: server.base, token: undefined, reach: 'any' }, never);
    expect((await client.search('Encounter', ofPatient)).failure).toBe('malformed');
    expect((await client.read('Patient', 'p', 'id')).failure).toBe('malformed');
  });
});
