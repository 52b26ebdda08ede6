import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPseudonyms } from '#src/memory/pseudonyms.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

const token = 'administrator-of-alder-lane';
const bearer = { authorization: `Bearer ${token}` };
const service = '/cds-services/secure-base-patient-view';
const key = '0123456789abcdef'.repeat(4);
const formerKey = 'fedcba9876543210'.repeat(4);
const folder = mkdtempSync(join(tmpdir(), 'secure-base-erasure-'));
let stores = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe('POST /admin/erase', () => {
  let file: string;
  let env: Record<string, string>;
  const sites: TestApp[] = [];

  beforeEach(() => {
    file = join(folder, `${stores++}.sqlite`);
    env = { ADMIN_TOKEN: token, STAFF_DIRECTORY: staffFile(), STORE_URL: `file:${file}`, PSEUDONYM_KEY: key };
  });
  afterEach(async () => {
    await Promise.all(sites.splice(0).map((site) => site.close()));
  });

  const start = async (change: Record<string, string> = {}) => {
    const site = await startApp({ env: { ...env, ...change } });
    sites.push(site);
    return site;
  };
  const open = async (site: TestApp, patient: string) => {
    const text = JSON.stringify(exampleCall({ hook: 'patient-view' })).replaceAll('margaret-holloway', patient);
    return (await site.post(service, text)).json().cards[0];
  };
  const answer = (site: TestApp, card: { uuid: string }) =>
    site.post(`${service}/feedback`, {
      feedback: [{ card: card.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() }],
    });
  const erase = (site: TestApp, person: unknown, headers: Record<string, string> = bearer) =>
    site.post('/admin/erase', person, headers);
  /** Tables in which a text stands, beside the service. */
  const tablesWith = (text: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all();
    const found = tables.filter(({ name }) =>
      JSON.stringify(database.prepare(`select * from "${name}"`).all()).includes(text),
    );
    database.close();
    return found.map(({ name }) => name);
  };
  const pseudonymOf = (patient: string, under = key) =>
    createPseudonyms(Buffer.from(under, 'hex')).patient('open', patient);

  test('leaves no row with the person’s pseudonym, and tells how much there was', async () => {
    const site = await start();
    const [card, other] = [await open(site, 'erased'), await open(site, 'neighbour')];
    expect((await answer(site, card)).statusCode).toBe(200);
    await site.memory.flush(1000);
    expect(tablesWith(pseudonymOf('erased'))).toEqual(['openings', 'showings']);
    const answered = await erase(site, { tenant: 'open', patient: 'erased' });
    expect([answered.statusCode, answered.json()]).toEqual([200, { cards: 1, answers: 1, openings: 1 }]);
    expect(answered.headers['cache-control']).toBe('no-store');
    expect(tablesWith(pseudonymOf('erased'))).toEqual([]);
    expect(tablesWith(card.uuid)).toEqual([]);
    expect(tablesWith(pseudonymOf('neighbour'))).toEqual(['openings', 'showings']);
    expect(tablesWith(other.uuid)).toEqual(['showings']);
    expect((await erase(site, { tenant: 'open', patient: 'Patient/erased' })).json()).toEqual({
      cards: 0,
      answers: 0,
      openings: 0,
    });
  });

  test('also of what was not yet written down, and in the memory of each replica', async () => {
    const [here, there] = [await start(), await start()];
    const card = await open(here, 'erased');
    await here.memory.flush(1000);
    expect((await open(there, 'erased')).uuid).toBe(card.uuid);
    await answer(there, card);
    expect(await open(there, 'erased')).toBeUndefined();
    expect(await open(here, 'erased')).toBeUndefined();
    expect((await erase(here, { tenant: 'open', patient: 'erased' })).statusCode).toBe(200);
    await there.memory.flush(1000);
    expect(tablesWith(pseudonymOf('erased'))).toEqual([]);
    for (const site of [there, here]) expect(await open(site, 'erased')).toBeDefined();
  });

  test('under the key of before too', async () => {
    const old = await start({ PSEUDONYM_KEY: formerKey });
    await open(old, 'erased');
    await old.memory.flush(1000);
    const site = await start({ PSEUDONYM_KEY_OLD: formerKey });
    await open(site, 'erased');
    expect((await erase(site, { tenant: 'open', patient: 'erased' })).json()).toMatchObject({ openings: 2 });
    for (const under of [key, formerKey]) expect(tablesWith(pseudonymOf('erased', under))).toEqual([]);
  });

  test('takes the tenant as the audit has it, or as issuer and tenant', async () => {
    const site = await start();
    const { memory } = site.memory;
    const tenant = '["https://ehr.example.org","practice-7"]';
    const { patient } = site.memory.pseudonyms;
    const asIssuer = { issuer: 'https://ehr.example.org', tenant: 'practice-7' };
    // Not the same person twice: what was opened by the moment of an erasure is erased.
    for (const [named, id] of [
      [tenant, 'p'],
      [asIssuer, 'q'],
    ] as const) {
      const opening = { tenant, patient: patient(tenant, id), clinicians: ['c'], service: 's', hook: 'patient-view' };
      memory.record({
        ...opening,
        at: Date.now() - 1,
        visitMs: 1,
        shown: [],
        findings: [],
        held: [],
        client: 'c',
        unread: [],
      });
      expect((await erase(site, { tenant: named, patient: id })).json()).toMatchObject({ openings: 1 });
    }
    for (const wrong of [{}, { tenant: 'open' }, { tenant: 'open', patient: 'a/b' }, { tenant: 7, patient: 'p' }, []])
      expect((await erase(site, wrong)).statusCode).toBe(400);
  });

  test('writes one line to the audit, which names the person by the pseudonym alone', async () => {
    const site = await start();
    await erase(site, { tenant: 'open', patient: 'erased' });
    expect(site.audited).toMatchObject([
      { kind: 'erasure', tenant: 'open', outcome: 'answered', status: 200, patient: pseudonymOf('erased') },
    ]);
    expect(site.lines.join() + JSON.stringify(site.audited)).not.toContain('"erased"');
  });

  test('is 503, and says so in the audit, where the store can’t do it durably', async () => {
    const site = await start();
    rmSync(file);
    const answered = await erase(site, { tenant: 'open', patient: 'erased' });
    expect([answered.statusCode, answered.headers['retry-after']]).toEqual([503, '5']);
    expect(site.audited).toMatchObject([{ kind: 'erasure', outcome: 'overloaded', status: 503 }]);
    expect((await answer(site, { uuid: 'x' })).statusCode).toBe(503);
    expect((await site.get('/health/ready')).statusCode).toBe(503);
  });

  test('needs the administrator’s token', async () => {
    const site = await start();
    for (const headers of [{}, { authorization: 'Bearer wrong' }] as Record<string, string>[])
      expect((await erase(site, { tenant: 'open', patient: 'erased' }, headers)).statusCode).toBe(401);
    expect(site.audited).toEqual([]);
  });
});
