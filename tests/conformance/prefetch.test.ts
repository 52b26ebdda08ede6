import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { told } from '../support/card-facts.ts';
import { type ExampleCall, exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { type Fault, type FhirServer, startFhirServer, startForbiddenServer } from '../support/fhir-server.ts';

type Prefetch = NonNullable<ExampleCall['prefetch']>;
type Bundle = { type: string; total?: number; link?: object[]; entry: { resource: Record<string, unknown> }[] };

const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'exception', diagnostics: 'marker-outcome' }],
};

describe('1.5 Prefetch as received', () => {
  let site: TestApp;
  let server: FhirServer;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20', DEADLINE_MS: '2000' } });
    server = await startFhirServer({ resources: exampleResources() });
  });
  afterAll(() => Promise.all([site.close(), server.close()]));
  afterEach(() => {
    for (const type of ['Patient', 'Encounter']) server.fail(type);
  });

  /** Calls the patient-view service with a changed prefetch, with the server or without. */
  async function ask(change: (prefetch: Prefetch) => unknown, withServer: boolean, more: object = {}) {
    server.requests.length = 0;
    const call = exampleCall({ hook: 'patient-view' });
    const prefetch = change(call.prefetch ?? {});
    const fhirServer = withServer ? { fhirServer: server.base } : {};
    return site.post('/cds-services/secure-base-patient-view', { ...call, ...fhirServer, prefetch, ...more });
  }
  const asked = (type: string) =>
    server.requests.filter(({ type: asked, query }) => asked === type && !query.has('date') && !query.has('_sort'));
  const encountersIn = (prefetch: Prefetch) => prefetch.encounters as Bundle;
  const same = (prefetch: Prefetch) => prefetch;

  test('X1: a missing key is read from the server, and only that', async () => {
    const whole = await ask(same, true);
    expect(told(whole)).not.toEqual([]);
    expect(asked('Encounter')).toEqual([]);
    const partial = await ask(({ encounters, ...prefetch }) => prefetch, true);
    expect(told(partial)).toEqual(told(whole));
    expect(asked('Encounter')).toHaveLength(1);
    expect(asked('Condition')).toEqual([]);
  });

  test('X2: 412 where the patient can’t be had: no key and no server, an expired token, or any failure of the server', async () => {
    const withoutPatient = ({ patient, ...prefetch }: Prefetch) => prefetch;
    expect((await ask(withoutPatient, false)).statusCode).toBe(412);
    const fhirAuthorization = { access_token: 't', token_type: 'Bearer', expires_in: 0, scope: 's', subject: 'x' };
    expect((await ask(withoutPatient, true, { fhirAuthorization })).statusCode).toBe(412);
    expect(server.requests).toEqual([]);
    const faults: Fault[] = [
      { status: 401 },
      { status: 403 },
      { status: 404 },
      { status: 500 },
      { delayMs: 5000 },
      { outcome: 'instead' },
      { truncated: true },
      { cut: true },
      { empty: true },
    ];
    for (const fault of faults) {
      server.fail('Patient', fault);
      const answer = await ask(withoutPatient, true);
      expect([fault, answer.statusCode]).toEqual([fault, 412]);
      expect(answer.json().resourceType).toBe('OperationOutcome');
    }
    server.fail('Patient');
    expect((await ask(withoutPatient, true)).statusCode).toBe(200);
  });

  test('X2: 412 where nothing but the patient can be had; staff that can’t be read never cause it', async () => {
    const patientAlone = ({ patient }: Prefetch) => ({ patient });
    expect((await ask(patientAlone, false)).statusCode).toBe(412);
    const patientAndProblems = ({ patient, conditions }: Prefetch) => ({ patient, conditions });
    expect((await ask(patientAndProblems, false)).statusCode).toBe(200);
    const alone = await startApp();
    const call = exampleCall({ hook: 'patient-view' });
    expect((await alone.post('/cds-services/secure-base-patient-view', call)).statusCode).toBe(200);
    expect(await alone.metrics()).toMatch(/skipped_total\{code="usual-clinician-left",part="roles"/);
    await alone.close();
  });

  test('X3: null for a search is known empty, also beside a server; null for the patient or for every key is unavailable', async () => {
    const empty = await ask((prefetch) => ({ ...prefetch, encounters: null }), true);
    expect([empty.statusCode, empty.json().cards]).toEqual([200, []]);
    expect(asked('Encounter')).toEqual([]);
    const noPatient = (prefetch: Prefetch) => ({ ...prefetch, patient: null });
    expect((await ask(noPatient, false)).statusCode).toBe(412);
    expect(told(await ask(noPatient, true))).toEqual(told(await ask(same, true)));
    const nothing = (prefetch: Prefetch) => Object.fromEntries(Object.keys(prefetch).map((key) => [key, null]));
    expect((await ask(nothing, false)).statusCode).toBe(412);
    const whole = told(await ask(same, true));
    expect(told(await ask(nothing, true))).toEqual(whole);
    expect(asked('Encounter').length).toBeGreaterThan(0);
  });

  test('X4: an OperationOutcome under a key or among entries is read anew, else nothing rests on what is missing', async () => {
    const whole = told(await ask(same, true));
    const instead = (prefetch: Prefetch) => ({ ...prefetch, encounters: outcome });
    const among = (prefetch: Prefetch) => {
      const bundle = encountersIn(prefetch);
      return { ...prefetch, encounters: { ...bundle, entry: [...bundle.entry, { resource: outcome }] } };
    };
    for (const change of [instead, among]) {
      expect(told(await ask(change, true))).toEqual(whole);
      expect(asked('Encounter')).toHaveLength(1);
      const alone = await ask(change, false);
      expect([alone.statusCode, told(alone)]).toEqual([200, []]);
      expect(alone.body).not.toContain('marker');
    }
  });

  test('X5: a next page is followed on the server’s own origin only; one that can’t be followed leaves the part incomplete', async () => {
    const forbidden = await startForbiddenServer();
    const paged = (prefetch: Prefetch, next: string) => {
      const { total, ...bundle } = encountersIn(prefetch);
      return {
        ...prefetch,
        encounters: { ...bundle, entry: bundle.entry.slice(0, 3), link: [{ relation: 'next', url: next }] },
      };
    };
    const whole = told(await ask(same, true));
    for (const next of [
      `${server.base}/Encounter?patient=margaret-holloway&_page=1`,
      `${forbidden.address}/Encounter?page=2`,
    ])
      expect(told(await ask((prefetch) => paged(prefetch, next), true))).toEqual(whole);
    expect(told(await ask((prefetch) => paged(prefetch, `${forbidden.address}/x`), false))).toEqual([]);
    server.fail('Encounter', { next: `${forbidden.address}/Encounter?page=2` });
    expect(told(await ask(({ encounters, ...prefetch }) => prefetch, true))).toEqual([]);
    expect(forbidden.connections()).toBe(0);
    await forbidden.close();
  });

  test('X6: an empty prefetch, keys that are not ours and resources of another patient', async () => {
    const whole = told(await ask(same, true));
    expect(told(await ask(() => ({}), true))).toEqual(whole);
    expect(told(await ask((prefetch) => ({ ...prefetch, other: { resourceType: 'Basic' }, more: 7 }), true))).toEqual(
      whole,
    );
    const withOthers = (prefetch: Prefetch) => {
      const bundle = encountersIn(prefetch);
      const others = bundle.entry.map(({ resource }, index) => ({
        resource: { ...resource, id: `marker-other-${index}`, subject: { reference: 'Patient/someone-else' } },
      }));
      return { ...prefetch, encounters: { ...bundle, entry: [...bundle.entry, ...others], total: 2 * others.length } };
    };
    const mixed = await ask(withOthers, false);
    expect(told(mixed)).toEqual(told(await ask(same, false)));
    expect(mixed.body).not.toContain('marker-other');
    expect(await site.metrics()).toMatch(/unusable_content_total\{reason="other-patient"\} \d+/);
  });

  test('X6: a prefetched Patient who is not context.patientId counts as unavailable', async () => {
    const wrong = (prefetch: Prefetch) => ({
      ...prefetch,
      patient: { ...(prefetch.patient as object), id: 'someone-else' },
    });
    const answer = await ask(wrong, false);
    expect(answer.statusCode).toBe(412);
    expect(answer.json().issue).toEqual([
      {
        severity: 'error',
        code: 'incomplete',
        diagnostics: expect.stringMatching(/: prefetch\.patient: not the patient of context\.patientId$/),
      },
    ]);
    expect(answer.body).not.toContain('someone-else');
    expect((await ask(wrong, true)).statusCode).toBe(200);
    expect(asked('Patient')).toHaveLength(1);
    server.fail('Patient', { status: 500 });
    expect((await ask(wrong, true)).json().issue).toEqual(answer.json().issue);
  });

  test('X7: a Bundle for a read, and a collection for a search, are accepted', async () => {
    const whole = told(await ask(same, false));
    expect(whole).not.toEqual([]);
    const other = await ask((prefetch) => {
      const { total, ...bundle } = encountersIn(prefetch);
      const patient = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: prefetch.patient }] };
      return { ...prefetch, patient, encounters: { ...bundle, type: 'collection' } };
    }, false);
    expect(told(other)).toEqual(whole);
  });
});
