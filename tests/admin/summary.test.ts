import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { suppressed } from '#src/admin/summary.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ecKey, issuer, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall, staffFile } from '../support/example.ts';

const token = 'administrator-of-alder-lane';
const bearer = { authorization: `Bearer ${token}` };
const service = '/cds-services/secure-base-patient-view';
const weekMs = 7 * 24 * 60 * 60 * 1000;
const monday = Date.parse('2026-09-28T00:00:00Z');

describe('GET /admin/summary', () => {
  let site: TestApp;

  const open = async (patient: string, by = 'Practitioner/sam-khan') => {
    const call = exampleCall({ hook: 'patient-view' });
    const text = JSON.stringify({ ...call, context: { ...call.context, userId: by } });
    return (await site.post(service, text.replaceAll('margaret-holloway', patient))).json().cards[0];
  };
  const say = (card: { uuid: string }, code: string) =>
    site.post(`${service}/feedback`, {
      feedback: [
        {
          card: card.uuid,
          outcome: 'overridden',
          overrideReason: { reason: { code } },
          outcomeTimestamp: new Date().toISOString(),
        },
      ],
    });

  // Twelve charts by one clinician: eight answered with one reason, one with another, three ignored.
  beforeAll(async () => {
    site = await startApp({ env: { ADMIN_TOKEN: token, STAFF_DIRECTORY: staffFile() } });
    for (let n = 0; n < 12; n += 1) {
      const card = await open(`person-${n}`);
      if (n < 8) await say(card, 'already-known');
      if (n === 8) await say(card, 'unkind-wording');
    }
    await open('person-0');
    await site.memory.flush(1000);
  });
  afterAll(() => site.close());

  test('tells, by week and detection, what was found, shown, held back and answered', async () => {
    const answer = await site.get('/admin/summary', bearer);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    const { weeks, lines, review } = answer.json();
    expect(weeks).toMatchObject([{ openings: 12 }]);
    expect(lines).toMatchObject([
      {
        week: weeks[0].week,
        code: 'usual-clinician-left',
        findings: 13,
        shown: 12,
        held: { 'quiet-already-known': '<7' },
        accepted: 0,
        overridden: { 'already-known': 8, 'unkind-wording': '<7' },
        ignored: '<7',
      },
    ]);
    expect(review).toEqual([{ code: 'usual-clinician-left', reason: 'unkind-wording', cards: '<7' }]);
  });

  test('says for each client in how many openings of charts a part could not be read', async () => {
    // The person's own opening counts nowhere.
    await open('person-0', 'Patient/person-0');
    await site.memory.flush(1000);
    const { couldNotTell } = (await site.get('/admin/summary', bearer)).json();
    expect(couldNotTell).toEqual([
      { client: 'open', openings: 13, unread: [{ part: 'activity', why: 'not-available', openings: 13 }] },
    ]);
    const { body } = await site.get('/admin/summary', { ...bearer, accept: 'text/html' });
    expect(body).toContain('<h3>open</h3><p>13 openings of charts, repeated ones too, in the weeks from 2026-');
    const words = 'whom the clinicians have seen of late<td>it came neither with the call nor from a server';
    expect(body).toContain(`<td>${words}<td>13<td>100`);
  });

  test('is a page to print where a browser asks', async () => {
    const { headers, body } = await site.get('/admin/summary', {
      ...bearer,
      accept: 'text/html,application/xhtml+xml',
    });
    expect(headers['content-type']).toContain('text/html');
    expect(body).toContain('<td>usual-clinician-left<td>13<td>12<td>quiet-already-known: &#60;7');
    expect(body).not.toMatch(/<script/);
  });

  test('names no patient and no clinician', async () => {
    const both = [
      await site.get('/admin/summary', bearer),
      await site.get('/admin/summary', { ...bearer, accept: 'text/html' }),
    ];
    for (const { body } of both) expect(body).not.toMatch(/person-|sam-khan|patel|[\w-]{43}/i);
  });

  test('needs its own token in the header', async () => {
    const wrong = [
      {},
      { authorization: token },
      { authorization: `Bearer ${token}x` },
      { authorization: 'Bearer ' },
      { authorization: `Basic ${token}` },
    ];
    for (const headers of wrong) {
      const answer = await site.get(`/admin/summary?token=${token}`, headers as Record<string, string>);
      expect([answer.statusCode, answer.json().resourceType]).toEqual([401, 'OperationOutcome']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await site.get('/admin/summary', { authorization: `bearer ${token}` })).statusCode).toBe(200);
  });

  test('is about as many weeks as are asked for', async () => {
    expect((await site.get('/admin/summary?weeks=1', bearer)).statusCode).toBe(200);
    for (const weeks of ['0', 'all', '-1', '1.5'])
      expect((await site.get(`/admin/summary?weeks=${weeks}`, bearer)).statusCode).toBe(400);
  });

  test('is not there without a token of the site', async () => {
    const other = await startApp();
    expect((await other.get('/admin/summary', bearer)).statusCode).toBe(404);
    await other.close();
  });
});

test('a client is named by its issuer, whatever tenant of it calls', async () => {
  const key = ecKey();
  const clients = [{ issuer, jwks: { keys: [key.jwk] }, tenants: ['north', 'south'] }];
  const site = await startApp({ env: { ...trusting(clients), ADMIN_TOKEN: token } });
  for (const tenant of ['north', 'south']) {
    const signed = tokenFor(key, serviceUrl, { claims: { tenant } });
    await site.post(serviceUrl, exampleCall({ hook: 'patient-view' }), { authorization: `Bearer ${signed}` });
  }
  await site.memory.flush(1000);
  const { couldNotTell } = (await site.get('/admin/summary', bearer)).json();
  expect(couldNotTell).toMatchObject([{ client: issuer, openings: '<7' }]);
  await site.close();
});

test('numbers from 1 to 6 are hidden, 0 and 7 are not', () => {
  const line = (week: number, count: number) => ({
    week,
    code: 'first-meeting',
    findings: count,
    shown: count,
    held: { budget: count },
    accepted: count,
    overridden: { '': count },
    ignored: count,
  });
  const seen = (count: number) => {
    const unread = [{ part: 'roles', why: 'timeout', openings: count }];
    const summary = {
      weeks: [{ week: monday, openings: count }],
      lines: [line(monday - weekMs, count)],
      silent: [line(monday - weekMs, count)],
      clients: [{ client: 'https://ehr.example.org', openings: count, unread }],
    };
    return suppressed(summary, [{ code: 'first-meeting', reason: 'facts-wrong', cards: count }], []);
  };
  for (const [count, told] of [
    [0, 0],
    [1, '<7'],
    [6, '<7'],
    [7, 7],
    [1000, 1000],
  ] as const)
    expect(seen(count)).toEqual({
      weeks: [{ week: '2026-09-28', openings: told }],
      lines: [
        {
          week: '2026-09-21',
          code: 'first-meeting',
          findings: told,
          shown: told,
          held: { budget: told },
          accepted: told,
          overridden: { 'no-reason': told },
          ignored: told,
        },
      ],
      silent: [
        { week: '2026-09-21', code: 'first-meeting', findings: told, wouldHaveShown: told, held: { budget: told } },
      ],
      couldNotTell: [
        {
          client: 'https://ehr.example.org',
          openings: told,
          unread: [{ part: 'roles', why: 'timeout', openings: told }],
        },
      ],
      review: [{ code: 'first-meeting', reason: 'facts-wrong', cards: told }],
      retired: [],
    });
});
