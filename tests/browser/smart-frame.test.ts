import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type SmartSite, startSite } from '../smart/site.ts';
import { describeInChromium, startChromium } from './demo-in-chromium.ts';

/** Cookies of third parties are blocked, as browsers do for more and more people; partitioned ones are not. */
const blocked = ['--test-third-party-cookie-phaseout'];

describeInChromium('the thread of care in the frame of an EHR of another site', () => {
  let site: SmartSite;
  let browser: Browser;
  let src = '';
  // Of two names of this machine each is a site of its own.
  const pages = createServer((request, response) => {
    const policy = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'; frame-src *" };
    response.writeHead(200, request.url === '/' ? policy : { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>EHR</title><iframe src="${src.replaceAll('&', '&amp;')}"></iframe>`);
  });
  const port = () => (pages.address() as AddressInfo).port;
  beforeAll(async () => {
    await new Promise<void>((listening) => pages.listen(0, '127.0.0.1', listening));
    site = await startSite({ smart: { launchOrigins: [`http://localhost:${port()}`] } });
    browser = await startChromium(...blocked);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await site.close();
    pages.close();
  });

  const launch = (patient: string) => {
    src = site.launchUrl(site.ehr.create({ user: 'Practitioner/dr-wren', patient }));
  };

  test('opens with scripts off, and is loaded again', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    launch('p-1');
    await page.goto(`http://localhost:${port()}/`);
    const [, frame] = page.frames();
    await frame?.waitForURL(/\/thread\?of=/);
    expect(await frame?.content()).toContain('p-1');
    const cookies = await context.cookies();
    expect(cookies.filter(({ name }) => name.startsWith('__Host-thread')).map(({ name }) => name)).toEqual([
      '__Host-thread',
    ]);
    const count = site.sessions.length;
    await frame?.goto(frame.url());
    expect([await frame?.content(), site.sessions.length]).toEqual([expect.stringContaining('p-1'), count + 1]);
    await context.close();
  }, 60_000);

  test('is blank in the frame of anybody else', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    launch('p-1');
    // The same page under another name.
    await page.goto(`http://127.0.0.1:${port()}/`);
    await page.waitForTimeout(500);
    expect(complaints.join()).toMatch(/frame-ancestors/);
    expect((await Promise.all(page.frames().map((frame) => frame.content().catch(() => '')))).join()).not.toContain(
      'p-1',
    );
    await context.close();
  }, 60_000);

  test('of which the second chart in another frame takes the session, and the first says so', async () => {
    const context = await browser.newContext();
    const [one, other] = [await context.newPage(), await context.newPage()];
    launch('p-1');
    await one.goto(`http://localhost:${port()}/`);
    const [, first] = one.frames();
    await first?.waitForURL(/\/thread\?of=/);
    launch('p-2');
    await other.goto(`http://localhost:${port()}/`);
    const [, second] = other.frames();
    await second?.waitForURL(/\/thread\?of=/);
    await first?.goto(first.url());
    expect(await first?.textContent('h1')).toBe('Another chart has been opened since');
    expect(await second?.content()).toContain('p-2');
    await context.close();
  }, 60_000);
});
