import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Statement } from '#src/admin/statement/statement.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ecKey, issuer, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall, staffFile } from '../support/example.ts';
import { inFiveWeeks } from './in-five-weeks.ts';

const token = 'administrator-of-alder-lane';
const bearer = { authorization: `Bearer ${token}` };
const service = '/cds-services/secure-base-patient-view';

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

  const ask = (accept = 'application/json') => inFiveWeeks(() => site.get('/admin/summary', { ...bearer, accept }));
  const statement = async (): Promise<Statement> => (await ask()).json();

  test('counts what was found, shown, held back and answered in four weeks, once they are over', async () => {
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    const { periods, review } = await statement();
    const counts = { found: '7+', held: '<7', shown: 12, accepted: 0, overridden: '7+', unanswered: '<7' };
    const [period] = periods;
    expect(periods).toMatchObject([{ ...counts, openings: 12, per100: 100 }]);
    expect(period?.detections).toEqual([{ code: 'usual-clinician-left', ...counts, per100: 100 }]);
    expect(period?.heldBy).toEqual([{ rule: 'quiet-already-known', findings: '<7' }]);
    expect(period?.answers).toContainEqual({ reason: 'unkind-wording', cards: '<7' });
    const unkind = { code: 'usual-clinician-left', reason: 'unkind-wording', version: expect.stringMatching(/^\d+\./) };
    expect([period?.review, review]).toEqual([[{ ...unkind, cards: '<7' }], [unkind]]);
  });

  test('prints nothing of weeks that are not over, but which wording to look at', async () => {
    const { periods, weeks, review, next }: Statement = (await site.get('/admin/summary', bearer)).json();
    expect([periods, weeks.filter(({ openings }) => openings !== 0)]).toEqual([[], []]);
    expect(review).toMatchObject([{ code: 'usual-clinician-left', reason: 'unkind-wording' }]);
    expect(Date.parse(next)).toBeGreaterThan(Date.now());
    const { body } = await site.get('/admin/summary', { ...bearer, accept: 'text/html' });
    expect(body).toContain('No period of 4 weeks has ended yet.');
  });

  test('says for each client in how many openings of charts a part could not be read', async () => {
    // The person's own opening counts nowhere.
    await open('person-0', 'Patient/person-0');
    await site.memory.flush(1000);
    const { periods } = await statement();
    // Of the 13 one was a chart that was opened again: 13 less the week's 12 would say so.
    const unread = { part: 'activity', why: 'not-available', openings: 13 };
    expect(periods[0]?.couldNotTell).toEqual([{ client: 'open', openings: '7+', unread: [unread] }]);
    const { body } = await ask('text/html');
    expect(body).toContain('>open</h3><p class="soft">7+ openings of charts, repeated ones too.</p>');
    const cells = ['whom the clinicians have seen of late', 'it came neither with the call nor from a server'];
    expect(body).toContain(`<th scope="row">${cells[0]}</th><td>${cells[1]}</td><td class="number">13</td>`);
  });

  test('is a page in words where a browser asks, and runs nothing', async () => {
    const { headers, body } = await ask('text/html,application/xhtml+xml');
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';(?!.*script-src)/);
    expect(body).toContain('<th scope="row">Usual clinician has left</th><td class="number">100.0</td>');
    expect(body).not.toMatch(/<script|usual-clinician-left|quiet-already-known/);
  });

  test('is CSV where a program asks, with the numbers of the page', async () => {
    const { headers, body } = await ask('text/csv');
    expect(headers['content-type']).toContain('text/csv');
    const rows: Record<string, string>[] = parse(body, { bom: true, columns: true });
    const { periods } = await statement();
    const own = rows.find(({ table }) => table === 'detection');
    expect(own).toMatchObject({
      code: 'usual-clinician-left',
      name: 'Usual clinician has left',
      found: '7+',
      held: '<7',
    });
    expect(rows.find(({ table }) => table === 'all')).toMatchObject({
      from: periods[0]?.from,
      openings: '12',
      shown: '12',
    });
    const html = (await ask('text/html')).body;
    const [, embedded = ''] = /href="data:text\/csv;charset=utf-8;base64,([^"]+)"/.exec(html) ?? [];
    expect(Buffer.from(embedded, 'base64').toString()).toBe(body);
  });

  test('names no patient and no clinician', async () => {
    const all = [await ask(), await ask('text/html'), await ask('text/csv')];
    // Base 64 may hold any letters: it is the CSV. The example of a card names people who are made up.
    for (const { body } of all)
      expect(body.replace(/base64,[^"]+|Dr Patel, who saw Mrs Khan/g, '')).not.toMatch(
        /person-|sam-khan|patel|[\w-]{43}/i,
      );
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
  const { periods } = (await inFiveWeeks(() => site.get('/admin/summary', bearer))).json();
  expect(periods[0].couldNotTell).toMatchObject([{ client: issuer, openings: '<7' }]);
  await site.close();
});
