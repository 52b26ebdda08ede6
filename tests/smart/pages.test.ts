import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cookieBrowser } from './cookie-browser.ts';
import { type SmartSite, startSite } from './site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite({ entry: { origins: ['https://ehr.example'] } });
});
afterAll(() => site.close());

const ask = (path: string, init?: RequestInit) => cookieBrowser().ask(site.url + path, init);

const policy = (ancestors: string) =>
  `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`;

describe('a page of the thread of care', () => {
  test('may be framed by its EHR alone, and runs, stores and passes on nothing', async () => {
    const { page } = await site.launched();
    const headers = Object.fromEntries(page.headers);
    expect(headers).toMatchObject({
      'content-security-policy': policy(site.ehr.origin),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(page.headers.has('x-frame-options')).toBe(false);
  });

  test('on the way to the EHR and back has the same headers, and cookies for this host and frame alone', async () => {
    const { browser } = await site.launched();
    const own = browser.visits.filter(({ url }) => url.startsWith(site.url));
    expect(own).toHaveLength(3);
    for (const { headers } of own) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
    const set = own.flatMap((visit) => visit.set);
    expect(set.length).toBeGreaterThan(3);
    for (const one of set) {
      expect(one).toMatch(/^__Host-thread/);
      for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned'])
        expect(one.split('; ')).toContain(attribute);
      expect(one).not.toMatch(/Domain=/i);
    }
  });

  test.each<[string, string, RequestInit, number]>([
    ['that is not there', '/thread/nothing', {}, 404],
    ['that is not there, below the own page', '/thread/own/nothing', { method: 'POST' }, 404],
    ['that something is sent to', '/thread', { method: 'POST', body: 'x' }, 405],
    ['that is deleted', '/thread/callback', { method: 'DELETE' }, 405],
    ['whose headers alone are asked for', '/thread/launch', { method: 'HEAD' }, 405],
    ['whose address is broken', '/thread/%zz', {}, 400],
    ['without a session', '/thread', {}, 401],
  ])('%s is a page too', async (_, path, init, status) => {
    const visit = await ask(path, init);
    expect([visit.status, visit.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    if (init.method !== 'HEAD') expect(visit.body).toMatch(/^<!doctype html><html lang="en-GB">.*<h1>/s);
    expect(visit.body).not.toContain('OperationOutcome');
    expect(visit.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('that fails says so, and nothing of the fault', async () => {
    const own = await startSite({ pages: { thread: async () => Promise.reject(new Error('p-1 xqtoken')) } });
    const { page } = await own.launched();
    expect([page.status, page.body]).toEqual([500, expect.stringContaining('This page could not be made')]);
    expect(page.body + own.lines.join()).not.toMatch(/xqtoken|p-1/);
    expect(page.headers.get('content-security-policy')).toBe(policy(own.ehr.origin));
    await own.close();
  });

  test('is for no script of another origin', async () => {
    const { page, browser } = await site.launched();
    for (const [url, init] of [
      [page.url, { headers: { origin: 'https://ehr.example' } }],
      [
        page.url,
        { headers: { origin: 'https://ehr.example', 'access-control-request-method': 'GET' }, method: 'OPTIONS' },
      ],
    ] as const) {
      const { headers } = await browser.ask(url, init);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    const twin = await ask('/detections', { headers: { origin: 'https://ehr.example' } });
    expect(twin.headers.get('access-control-allow-origin')).toBe('https://ehr.example');
  });

  test('has a style sheet that may be cached', async () => {
    const { status, headers } = await ask('/thread/style.css');
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=3600',
    ]);
    expect(JSON.parse((await ask('/thread/jwks.json')).body)).toEqual({ keys: [] });
  });

  test('is asked for by one address so often and no oftener', async () => {
    const own = await startSite({ ratePerSecond: 5 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => cookieBrowser().ask(`${own.url}/thread/launch`)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
    expect(answers.find(({ status }) => status === 429)?.body).toContain('a little too fast');
    await own.close();
  });
});

test('over TLS the browser is asked to stay there', async () => {
  const own = await startSite({ publicUrl: 'https://cds.example.org' });
  const answer = await own.app.inject('/thread');
  expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/);
  await own.close();
});
