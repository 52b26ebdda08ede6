import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

const token = 'administrator-of-alder-lane';
const bearer = { authorization: `Bearer ${token}` };
const service = '/cds-services/secure-base-patient-view';
const left = 'usual-clinician-left';
const folder = mkdtempSync(join(tmpdir(), 'secure-base-waking-'));
let stores = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe('POST /admin/detections/:code/wake', () => {
  let site: TestApp;
  let file: string;

  beforeEach(async () => {
    file = join(folder, `${stores++}.sqlite`);
    site = await startApp({
      env: { ADMIN_TOKEN: token, STAFF_DIRECTORY: staffFile(), STORE_URL: `file:${file}` },
    });
  });
  afterEach(() => site.close());

  const open = async (patient: string) => {
    const text = JSON.stringify(exampleCall({ hook: 'patient-view' })).replaceAll('margaret-holloway', patient);
    return (await site.post(service, text)).json().cards[0];
  };
  /** Three people's cards are called unkind. */
  const retire = async () => {
    const cards = [await open('anna'), await open('bela'), await open('cleo')];
    await site.memory.flush(1000);
    const feedback = cards.map(({ uuid }) => ({
      card: uuid,
      outcome: 'overridden',
      overrideReason: { reason: { code: 'unkind-wording' } },
      outcomeTimestamp: new Date().toISOString(),
    }));
    expect((await site.post(`${service}/feedback`, { feedback })).statusCode).toBe(200);
  };
  const wake = (code: string, body: unknown = { tenant: 'open' }, headers: Record<string, string> = bearer) =>
    site.post(`/admin/detections/${code}/wake`, body, headers);
  const summary = async (accept = 'application/json') => site.get('/admin/summary', { ...bearer, accept });
  const today = new Date().toISOString().slice(0, 10);

  test('ends what the summary tells: what is silent where, since when and by which rule', async () => {
    expect((await summary()).json().retired).toEqual([]);
    await retire();
    expect((await summary()).json().retired).toEqual([{ code: left, tenant: 'open', since: today, rule: 'unkind' }]);
    const page = (await summary('text/html')).body;
    expect(page).toContain('<th scope="row">Usual clinician has left</th><td>open</td>');
    expect(page).toContain('3 cards called unkind');
    const answered = await wake(left);
    expect([answered.statusCode, answered.json()]).toEqual([200, { woken: true }]);
    expect(answered.headers['cache-control']).toBe('no-store');
    expect((await summary()).json().retired).toEqual([]);
    expect((await open('dora')).source.topic.code).toBe(left);
  });

  test('changes nothing where it is repeated, or nothing was retired', async () => {
    await retire();
    const answers = [
      await wake(left),
      await wake(left),
      await wake('first-meeting'),
      await wake(left, { tenant: 'x' }),
    ];
    expect(answers.map((one) => [one.statusCode, one.json().woken])).toEqual([
      [200, true],
      [200, false],
      [200, false],
      [200, false],
    ]);
    expect(site.lines.filter((line) => line.includes('detection-woken'))).toHaveLength(1);
  });

  test('takes the tenant as the audit has it, or as issuer and tenant', async () => {
    const tenant = '["https://ehr.example.org","practice-7"]';
    const issuer = { issuer: 'https://ehr.example.org', tenant: 'practice-7' };
    for (const named of [tenant, issuer]) expect((await wake(left, { tenant: named })).statusCode).toBe(200);
    expect(site.audited.map((line) => line.tenant)).toEqual([tenant, tenant]);
    for (const wrong of [{}, { tenant: '' }, { tenant: 7 }, { tenant: { tenant: 'x' } }, []])
      expect((await wake(left, wrong)).statusCode).toBe(400);
  });

  test('is 404 for what is no detection, or none of a card', async () => {
    for (const code of ['no-such-detection', 'reflection-invitation', 'constructor']) {
      const { statusCode, json } = await wake(code);
      expect([statusCode, json().resourceType]).toEqual([404, 'OperationOutcome']);
    }
    expect(site.audited).toEqual([]);
  });

  test('writes one line to the audit and one to the log, without anyone in them', async () => {
    await retire();
    await wake(left);
    expect(site.audited.filter(({ kind }) => kind === 'waking')).toMatchObject([
      { tenant: 'open', code: left, outcome: 'answered', status: 200 },
    ]);
    const logged = site.lines.map((line) => JSON.parse(line)).filter(({ event }) => event.startsWith('detection-'));
    expect(logged).toEqual([
      {
        ...{ level: 40, time: expect.any(String), event: 'detection-retired', tenant: 'open', code: left },
        ...{ rule: 'unkind', cards: 3, answered: 3 },
      },
      { level: 30, time: expect.any(String), event: 'detection-woken', tenant: 'open', code: left },
    ]);
  });

  test('is 503, and says so in the audit, where the store can’t do it durably', async () => {
    await retire();
    rmSync(file);
    const answered = await wake(left);
    expect([answered.statusCode, answered.headers['retry-after']]).toEqual([503, '5']);
    expect(site.audited.at(-1)).toMatchObject({ kind: 'waking', outcome: 'overloaded', status: 503 });
  });

  test('needs the administrator’s token', async () => {
    await retire();
    for (const headers of [{}, { authorization: 'Bearer wrong' }] as Record<string, string>[])
      for (const code of [left, 'no-such-detection'])
        expect((await wake(code, { tenant: 'open' }, headers)).statusCode).toBe(401);
    expect((await summary()).json().retired).toHaveLength(1);
    expect((await site.post(`/admin/detections/${left}/wake?token=${token}`, { tenant: 'open' })).statusCode).toBe(401);
  });
});
