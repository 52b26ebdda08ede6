import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { services } from '#hooks/index.ts';
import { withinDeadline } from '#src/cds/deadline.ts';
import type { CdsService, HookCall } from '#src/cds/service.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { told } from '../support/card-facts.ts';
import { type ExampleCall, exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';

const authorization = {
  access_token: 'token-of-the-test',
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'patient/*.read',
  subject: 'client-1',
};

describe('1.4 Request handling', () => {
  let site: TestApp;
  let server: FhirServer;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20' } });
    server = await startFhirServer({ resources: exampleResources(), pageSize: 5 });
  });
  afterAll(() => Promise.all([site.close(), server.close()]));

  /** Changes the example of each service in the same way, and gives the answers. */
  function ask(change: (call: ExampleCall) => unknown, of: TestApp = site) {
    return Promise.all(
      of.services.map((service) => of.post(`/cds-services/${service.id}`, change(exampleCall(service)))),
    );
  }
  const statuses = async (change: (call: ExampleCall) => unknown) =>
    (await ask(change)).map(({ statusCode }) => statusCode);
  const every = (status: number) => site.services.map(() => status);
  const withoutPrefetch = (call: ExampleCall) => ({ ...call, prefetch: undefined, fhirServer: server.base });

  test('R1: each missing or ill-typed member is 400 with an OperationOutcome that names it, never its value', async () => {
    const wrong: [string, (call: ExampleCall) => object][] = [
      ['hook', (call) => ({ ...call, hook: undefined })],
      ['hook', (call) => ({ ...call, hook: 'marker-hook' })],
      ['hookInstance', (call) => ({ ...call, hookInstance: undefined })],
      ['hookInstance', (call) => ({ ...call, hookInstance: 'marker-instance' })],
      ['context', (call) => ({ ...call, context: undefined })],
      ['context', (call) => ({ ...call, context: ['marker'] })],
      ['context.userId', (call) => ({ ...call, context: { ...call.context, userId: undefined } })],
      ['context.userId', (call) => ({ ...call, context: { ...call.context, userId: { marker: 1 } } })],
      ['context.patientId', (call) => ({ ...call, context: { ...call.context, patientId: undefined } })],
      ['context.patientId', (call) => ({ ...call, context: { ...call.context, patientId: 'marker id' } })],
      ['context.patientId', (call) => ({ ...call, context: { ...call.context, patientId: '..' } })],
      ['context.patientId', (call) => ({ ...call, context: { ...call.context, patientId: '...' } })],
      ['context.encounterId', (call) => ({ ...call, context: { ...call.context, encounterId: 'marker?' } })],
      ['prefetch', (call) => ({ ...call, prefetch: ['marker'] })],
      ['fhirServer', (call) => ({ ...call, fhirServer: 'marker' })],
      ['fhirServer', (call) => ({ ...call, fhirServer: 'ftp://marker.example.org' })],
      ['fhirServer', (call) => ({ ...call, fhirAuthorization: authorization })],
      ['fhirAuthorization', (call) => ({ ...call, fhirServer: server.base, fhirAuthorization: 'marker' })],
    ];
    for (const [path, change] of wrong)
      for (const answer of await ask(change)) {
        expect([path, answer.statusCode]).toEqual([path, 400]);
        expect(answer.json().resourceType).toBe('OperationOutcome');
        expect(answer.json().issue[0].diagnostics).toContain(`${path}: `);
        expect(answer.body).not.toContain('marker');
      }
    for (const body of ['', 'null', '[]', '"x"', '{"hook":'])
      for (const { id } of site.services) expect((await site.post(`/cds-services/${id}`, body)).statusCode).toBe(400);
    expect(await statuses((call) => call)).toEqual(every(200));
  });

  test('R1: of order-sign, draftOrders that are missing or no Bundle are 400; whatever is in the Bundle is not', async () => {
    const [orderSign] = site.services.filter(({ hook }) => hook === 'order-sign');
    const call = exampleCall({ hook: 'order-sign' });
    const ask = (draftOrders: unknown) =>
      site.post(`/cds-services/${orderSign?.id}`, { ...call, context: { ...call.context, draftOrders } });
    for (const draftOrders of [undefined, null, 'marker', 7, [], {}, { resourceType: 'ServiceRequest', marker: 1 }]) {
      const answer = await ask(draftOrders);
      expect([draftOrders, answer.statusCode]).toEqual([draftOrders, 400]);
      expect(answer.json().issue[0].diagnostics).toContain('context.draftOrders');
      expect(answer.body).not.toContain('marker');
    }
    const contents: unknown[] = [undefined, null, 'x', [], [null], [{}], [{ resource: null }], [{ resource: 'x' }]];
    for (const entry of contents.concat([
      [{ resource: { resourceType: 'ServiceRequest', code: 'x', category: [7] } }],
    ])) {
      const answer = await ask({ resourceType: 'Bundle', entry });
      expect([entry, answer.statusCode, answer.json().cards]).toEqual([entry, 200, []]);
    }
    expect((await ask(call.context.draftOrders)).json().cards).toHaveLength(1);
  });

  test('R1: a user without a type or of an unknown type is accepted; null in an optional member counts as absent', async () => {
    for (const userId of ['someone', 'Device/7', 'Practitioner/', '/'])
      expect(await statuses((call) => ({ ...call, context: { ...call.context, userId } }))).toEqual(every(200));
    const nulls = { fhirServer: null, fhirAuthorization: null, extension: null };
    expect(await statuses((call) => ({ ...call, ...nulls }))).toEqual(every(200));
    expect(await statuses((call) => ({ ...call, prefetch: null }))).toEqual(every(412));
  });

  test('R1: encounterId is required where the hook’s context says so, and else may be missing or null', async () => {
    const needsIt = site.services.map(({ hook }) => hook.startsWith('encounter-'));
    expect(needsIt).toContain(true);
    for (const encounterId of [undefined, null])
      expect(await statuses((call) => ({ ...call, context: { ...call.context, encounterId } }))).toEqual(
        needsIt.map((needed) => (needed ? 400 : 200)),
      );
    for (const encounterId of ['', 7, {}, ['a'], 'Patient/1', '..', '...'])
      expect(await statuses((call) => ({ ...call, context: { ...call.context, encounterId } }))).toEqual(every(400));
  });

  test('R1: appointments must be a Bundle; what is odd within it is read as far as it goes', async () => {
    const hook = 'appointment-book';
    const ask = async (appointments: unknown) => {
      const { context, ...call } = exampleCall({ hook });
      const body = { ...call, context: { ...context, appointments } };
      return site.post('/cds-services/secure-base-appointment-book', body);
    };
    const given = exampleCall({ hook }).context.appointments as { entry: object[] };
    for (const wrong of [undefined, null, 'marker', 7, [], {}, { resourceType: 'Appointment' }]) {
      const answer = await ask(wrong);
      expect([wrong, answer.statusCode]).toEqual([wrong, 400]);
      expect(answer.json().issue[0].diagnostics).toContain('context.appointments');
      expect(answer.body).not.toContain('marker');
    }
    const odd = [null, 7, 'x', {}, { resource: null }, { resource: { resourceType: 'Patient' } }, { resource: [] }];
    const broken = { resource: { resourceType: 'Appointment', start: 7, participant: 'x', serviceType: [null] } };
    expect(told(await ask({ ...given, entry: [...odd, broken, ...given.entry] }))).toEqual(told(await ask(given)));
    for (const entry of [undefined, null, 'x', [], odd, [broken]]) {
      const answer = await ask({ ...given, entry });
      expect([answer.statusCode, answer.json().cards]).toEqual([200, []]);
    }
  });

  test('R2: a token_type other than Bearer or a malformed authorization is 400; a missing patient is accepted', async () => {
    const withAuthorization = (change: object) => (call: ExampleCall) => ({
      ...call,
      fhirServer: server.base,
      fhirAuthorization: { ...authorization, ...change },
    });
    for (const change of [
      { token_type: 'MAC' },
      { token_type: 'Bearer ' },
      { token_type: ['Bearer'] },
      { access_token: undefined },
      { access_token: 'two\nlines' },
      { expires_in: 'soon' },
      { expires_in: undefined },
      { scope: 7 },
      { subject: undefined },
    ])
      expect([change, await statuses(withAuthorization(change))]).toEqual([change, every(400)]);
    for (const change of [{}, { patient: null }, { patient: 'margaret-holloway' }, { extra: 'member' }])
      expect([change, await statuses(withAuthorization(change))]).toEqual([change, every(200)]);
    for (const token_type of ['bearer', 'BEARER', 'beArer'])
      expect([token_type, await statuses(withAuthorization({ token_type }))]).toEqual([token_type, every(200)]);
  });

  test('R1: an id or text of the envelope that is too long is 400 with its path, never its value', async () => {
    const long = (length: number) => 'marker'.padEnd(length, 'x');
    const inContext = (change: object) => (call: ExampleCall) => ({ ...call, context: { ...call.context, ...change } });
    const withAuthorization = (change: object) => (call: ExampleCall) => ({
      ...call,
      fhirServer: server.base,
      fhirAuthorization: { ...authorization, ...change },
    });
    const tooLong: [string, (call: ExampleCall) => object][] = [
      ['context.patientId', inContext({ patientId: long(257) })],
      ['context.patientId', inContext({ patientId: `Patient/${long(300)}` })],
      ['context.userId', inContext({ userId: `Practitioner/${long(244)}` })],
      ['context.userId', inContext({ userId: long(2_000_000) })],
      ['context.encounterId', inContext({ encounterId: long(257) })],
      ['hook', (call) => ({ ...call, hook: long(257) })],
      ['hookInstance', (call) => ({ ...call, hookInstance: long(257) })],
      ['fhirServer', (call) => ({ ...call, fhirServer: `https://marker.example.org/${long(2048)}` })],
      ['fhirAuthorization.access_token', withAuthorization({ access_token: long(16_385) })],
      ['fhirAuthorization.scope', withAuthorization({ scope: long(16_385) })],
      ['fhirAuthorization.subject', withAuthorization({ subject: long(257) })],
      ['fhirAuthorization.patient', withAuthorization({ patient: long(257) })],
      ['prefetch', (call) => ({ ...call, prefetch: { ...(call.prefetch as object), [long(257)]: {} } })],
    ];
    for (const [path, change] of tooLong)
      for (const answer of await ask(change)) {
        expect([path, answer.statusCode]).toEqual([path, 400]);
        expect(answer.json().issue[0].diagnostics).toContain(`${path}: `);
        expect(answer.body).not.toContain('marker');
        expect(answer.body.length).toBeLessThan(500);
      }
    const longestAccepted: ((call: ExampleCall) => object)[] = [
      inContext({ userId: `Practitioner/${long(243)}` }),
      withAuthorization({ access_token: long(16_384), scope: long(16_384), subject: long(256) }),
      (call) => ({ ...call, fhirServer: 'https://marker.example.org/'.padEnd(2048, 'x') }),
    ];
    for (const change of longestAccepted) expect(await statuses(change)).toEqual(every(200));
  });

  test('R1: an empty list, as PHP writes an empty object, counts as an empty prefetch or extension', async () => {
    expect(await statuses((call) => ({ ...call, extension: [] }))).toEqual(every(200));
    const empty = await ask((call) => ({ ...withoutPrefetch(call), prefetch: {} }));
    const listed = await ask((call) => ({ ...withoutPrefetch(call), prefetch: [] }));
    expect(listed.map(({ statusCode }) => statusCode)).toEqual(every(200));
    expect(listed.map(told)).toEqual(empty.map(told));
    for (const filled of [[{}], [null]]) {
      expect(await statuses((call) => ({ ...call, extension: filled }))).toEqual(every(400));
      expect(await statuses((call) => ({ ...call, prefetch: filled }))).toEqual(every(400));
    }
  });

  test('R3: unknown members and extensions are accepted and ignored', async () => {
    const extension = { 'org.example.thing': { deep: [1, { a: null }] } };
    const plain = await ask((call) => call);
    const extended = await ask((call) => ({
      ...call,
      extension,
      unknown: [1],
      context: { ...call.context, extension },
    }));
    expect(extended.map(told)).toEqual(plain.map(told));
  });

  test('R4, R5, R7: what is not prefetched is read from the server, with the token on every read, to the same cards', async () => {
    const prefetched = await ask((call) => ({ ...call, fhirServer: server.base, fhirAuthorization: authorization }));
    server.requests.length = 0;
    const read = await ask((call) => ({ ...withoutPrefetch(call), fhirAuthorization: authorization }));
    expect(read.map(({ statusCode }) => statusCode)).toEqual(every(200));
    for (const one of prefetched) expect(told(one)).not.toEqual([]);
    expect(read.map(told)).toEqual(prefetched.map(told));
    const paged = server.requests.filter(({ query }) => query.has('_page'));
    expect(paged.length).toBeGreaterThan(0);
    for (const { path, headers } of server.requests)
      expect([path, headers.authorization]).toEqual([
        path,
        path === 'metadata' ? undefined : `Bearer ${authorization.access_token}`,
      ]);
  });

  test('R4: every read names the patient, the user, the encounter, a clinician of the history or the home organisation', async () => {
    server.requests.length = 0;
    await ask(withoutPrefetch);
    expect(server.requests.length).toBeGreaterThan(3);
    const patients = site.services.map((service) => exampleCall(service).context.patientId);
    const staff = ['sam-khan', 'ayla-patel', 'tom-reid', 'nia-evans', 'mary-poole', 'alder-lane'];
    const isNamed = (text: string) => ['metadata', ...patients, ...staff].some((one) => text.includes(one));
    for (const { path, query } of server.requests) {
      const named = decodeURIComponent(`${path}?${query}`);
      expect([named, isNamed(named)]).toEqual([named, true]);
    }
  });

  test('R6: an expired token makes it as if there were no server; no token is in the log', async () => {
    server.requests.length = 0;
    for (const expires_in of [0, -5])
      expect(
        await statuses((call) => ({ ...withoutPrefetch(call), fhirAuthorization: { ...authorization, expires_in } })),
      ).toEqual(every(412));
    expect(server.requests).toEqual([]);
    await ask((call) => ({ ...withoutPrefetch(call), fhirAuthorization: authorization }));
    expect(server.requests.length).toBeGreaterThan(0);
    expect(site.lines.join()).not.toContain(authorization.access_token);
  });

  test('R9: one Patient/ is stripped from patientId, any other slash is 400', async () => {
    const about = (patientId: string) => (call: ExampleCall) => ({ ...call, context: { ...call.context, patientId } });
    const plain = await ask((call) => call);
    const typed = await ask((call) => about(`Patient/${call.context.patientId}`)(call));
    expect(typed.map(told)).toEqual(plain.map(told));
    for (const patientId of [
      'Patient/Patient/margaret-holloway',
      'Person/margaret-holloway',
      '/margaret-holloway',
      'a/b',
    ])
      expect(await statuses(about(patientId))).toEqual(every(400));
  });

  test('R9: one Encounter/ is stripped from encounterId, any other slash is 400', async () => {
    const during = (encounterId: string) => (call: ExampleCall) => ({
      ...call,
      context: { ...call.context, encounterId },
    });
    const plain = await ask(during('visit-1'));
    const typed = await ask(during('Encounter/visit-1'));
    expect(typed.map(({ statusCode }) => statusCode)).toEqual(every(200));
    expect(typed.map(told)).toEqual(plain.map(told));
    for (const encounterId of ['Encounter/Encounter/visit-1', 'Patient/visit-1', '/visit-1', 'a/b', 'Encounter/'])
      expect([encounterId, await statuses(during(encounterId))]).toEqual([encounterId, every(400)]);
  });

  test('a hookInstance that comes again, or of any UUID version, is accepted', async () => {
    for (const hookInstance of ['7b4b5e0e-3cbb-11f0-9cd2-0242ac120002', '7b4b5e0e-3cbb-11f0-9cd2-0242ac120002'])
      expect(await statuses((call) => ({ ...call, hookInstance }))).toEqual(every(200));
  });
});

describe('1.4 Request handling: time', () => {
  /** The first service, with another way to answer. */
  const slow = (call: (call: HookCall) => ReturnType<CdsService['call']>) => async (deadline: string) => {
    const site = await startApp({
      env: { DEADLINE_MS: deadline },
      services: (charts) => services(charts).map((service) => ({ ...service, call })),
    });
    const [service] = site.services;
    const started = performance.now();
    const answer = await site.post(`/cds-services/${service?.id}`, exampleCall(service ?? { hook: '' }));
    const took = performance.now() - started;
    const metrics = await site.metrics();
    await site.close();
    return { answer, took, metrics };
  };

  test('R8: at the deadline reads are aborted and what there is is answered', async () => {
    const untilAborted = slow(
      ({ signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve({ cards: [], opening: undefined }))),
    );
    const { answer, took, metrics } = await untilAborted('500');
    expect([answer.statusCode, answer.json().cards]).toEqual([200, []]);
    expect(took).toBeGreaterThan(400);
    expect(took).toBeLessThan(1500);
    expect(metrics).not.toMatch(/late_answers_total\{/);
  });

  test('R8: where nothing comes back, silence is answered in time, and counted', async () => {
    const { answer, took, metrics } = await slow(() => new Promise(() => {}))('500');
    expect([answer.statusCode, answer.json().cards]).toEqual([200, []]);
    expect(took).toBeLessThan(1500);
    expect(metrics).toMatch(/late_answers_total\{service="[a-z-]+"\} 1/);
  });

  test('what fails after the answer has left, or in place of a late one, harms nobody', async () => {
    const site = await startApp({
      onAnswered: () => {
        throw new TypeError('marker');
      },
    });
    for (const service of site.services) {
      const { statusCode } = await site.post(`/cds-services/${service.id}`, exampleCall(service));
      expect([statusCode, service.id]).toEqual([200, service.id]);
    }
    const failures = site.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'failed-after-answer');
    expect(failures.map(({ service, errorClass }) => [service, errorClass])).toEqual(
      site.services.map(({ id }) => [id, 'TypeError']),
    );
    expect(site.lines.join()).not.toContain('marker');
    await site.close();

    const throws = () => {
      throw new TypeError('marker');
    };
    await expect(withinDeadline(20, () => new Promise(() => {}), throws)).rejects.toThrow(TypeError);
  });

  test('R8: a FHIR server that does not answer delays no answer beyond the deadline', async () => {
    const server = await startFhirServer({ resources: exampleResources(), delayMs: 4000 });
    const site = await startApp({ env: { DEADLINE_MS: '500', STAFF_DIRECTORY: staffFile() } });
    for (const service of site.services)
      for (const [prefetch, status] of [
        [undefined, 412],
        [exampleCall(service).prefetch, 200],
      ] as const) {
        const started = performance.now();
        const call = { ...exampleCall(service), prefetch, fhirServer: server.base };
        const answer = await site.post(`/cds-services/${service.id}`, call);
        expect(answer.statusCode).toBe(status);
        expect(performance.now() - started).toBeLessThan(1500);
      }
    await Promise.all([site.close(), server.close()]);
  });
});
