import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createPortFinder } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { clientsFile, issuer } from '../support/client-tokens.ts';
import { exampleCall } from '../support/example.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { endServices, startService } from '../support/process.ts';
import { untilToday } from '../support/today.ts';

const executablePath = '/usr/bin/chromium';
const here = existsSync(executablePath);
const inChromium = here ? describe : describe.skip;

interface ShownCard {
  readonly uuid: string;
  readonly source: { readonly topic: { readonly code: string } };
}

/** What a page is given to call the service with. */
interface Given {
  readonly address: string;
  readonly issuer: string;
  readonly key: JWK;
  readonly call: object;
}

inChromium(`a page of an EHR in a browser${here ? '' : ' (skipped: there is no /usr/bin/chromium)'}`, () => {
  const pages: Server[] = [];
  let browser: Browser;
  let given: Given;
  let own = '';
  let other = '';

  beforeAll(async () => {
    [own, other] = [await emptyPage(), await emptyPage()];
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'page', alg: 'ES384', use: 'sig' };
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    await startService({
      PORT: String(port),
      PUBLIC_URL: address,
      TRUSTED_CLIENTS: clientsFile([{ issuer, jwks: { keys: [jwk] }, origins: [own] }]),
      STAFF_DIRECTORY: exampleStaffFile(),
    });
    const call = JSON.parse(untilToday(JSON.stringify(exampleCall({ hook: 'patient-view' }))));
    given = { address, issuer, key: await exportJWK(privateKey), call };
    browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    for (const page of pages) page.close();
    await endServices();
  });

  async function emptyPage(): Promise<string> {
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<title>EHR</title>'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    pages.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Tries again where the machine's network changed, as it does with every container: Chromium then drops what is under way. */
  const run = async (origin: string) => {
    for (let attempt = 1; ; attempt += 1) {
      const page = await browser.newPage();
      let changed = false;
      page.on('requestfailed', (request) => {
        changed ||= request.failure()?.errorText === 'net::ERR_NETWORK_CHANGED';
      });
      // Of someone to whom no card was shown before.
      const call = JSON.parse(JSON.stringify(given.call).replaceAll('margaret-holloway', `someone-${attempt}`));
      const result = await page.goto(origin).then(
        () => page.evaluate(callFromPage, { ...given, call }),
        (error: Error) => ({ blocked: error.message }),
      );
      await page.close();
      if (!changed || attempt === 5) return result;
    }
  };

  test('signs with ES384, finds the services, gets its card and answers it', async () => {
    expect(await run(own)).toEqual({
      discovery: 200,
      unsigned: 401,
      hook: 200,
      card: 'usual-clinician-left',
      feedback: 200,
      again: [],
    });
  }, 30_000);

  test('from another origin can read nothing', async () => {
    expect(await run(other)).toEqual({ blocked: 'TypeError' });
  }, 30_000);
});

/** Runs in the page: everything that an EHR in a browser does. */
async function callFromPage({ address, issuer: iss, key, call }: Given) {
  const encode = (bytes: Uint8Array) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const text = (value: unknown) => encode(new TextEncoder().encode(JSON.stringify(value)));
  const algorithm = { name: 'ECDSA', namedCurve: 'P-384' };
  const signingKey = await crypto.subtle.importKey('jwk', key as never, algorithm, false, ['sign']);
  const tokenFor = async (aud: string) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss, aud, iat: now, exp: now + 300, jti: crypto.randomUUID() };
    const signed = `${text({ alg: 'ES384', kid: 'page', typ: 'JWT' })}.${text(claims)}`;
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-384' },
      signingKey,
      new TextEncoder().encode(signed),
    );
    return `${signed}.${encode(new Uint8Array(signature))}`;
  };
  const send = async (path: string, body?: unknown) => {
    const url = `${address}${path}`;
    const headers = { authorization: `Bearer ${await tokenFor(url)}`, 'content-type': 'application/json' };
    return fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  };
  try {
    const discovery = await send('/cds-services');
    const { services } = (await discovery.json()) as { services: { hook: string; id: string }[] };
    const id = services.find(({ hook }) => hook === 'patient-view')?.id;
    const unsigned = await fetch(`${address}/cds-services`);
    const hook = await send(`/cds-services/${id}`, call);
    const [card] = ((await hook.json()) as { cards: ShownCard[] }).cards;
    const answer = { card: card?.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() };
    const feedback = await send(`/cds-services/${id}/feedback`, { feedback: [answer] });
    const again = (await (await send(`/cds-services/${id}`, call)).json()) as { cards: unknown[] };
    const statuses = { discovery: discovery.status, unsigned: unsigned.status, hook: hook.status };
    return { ...statuses, card: card?.source.topic.code, feedback: feedback.status, again: again.cards };
  } catch (error) {
    return { blocked: error instanceof Error ? error.name : String(error) };
  }
}

async function freePort(): Promise<number> {
  const server = createPortFinder().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
