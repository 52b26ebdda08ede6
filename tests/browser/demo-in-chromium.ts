import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { executablePath, requestFromHere, startChromium } from '../../scripts/chromium.ts';
import { openPractice } from '../demo/open-practice.ts';
import { violations } from './accessibility.ts';

export { startChromium };

const isLaunch = /\/(?:thread|demo\/auth)\//;
const here = existsSync(executablePath);

/** Why there is no Chromium to test with; undefined where there is one. */
export const noChromium = here ? undefined : `there is no ${executablePath}`;

/** Tests of the demonstration's page in Chromium, where there is one. */
export function describeInChromium(title: string, tests: () => void): void {
  (here ? describe : describe.skip)(`${title}${here ? '' : ` (skipped: ${noChromium})`}`, tests);
}

/** A practice and its page for each test, with settings of its own: what one answers or adds is not there for the next. */
export function useDemoPage(env: () => Promise<Readonly<Record<string, string>>> = async () => ({})) {
  let practice: Awaited<ReturnType<typeof openPractice>> | undefined;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const feedback: unknown[] = [];

  beforeAll(async () => {
    browser = await startChromium();
  }, 30_000);
  afterAll(async () => {
    await leave();
    await browser?.close();
  });
  beforeEach(async () => {
    complaints.length = 0;
    feedback.length = 0;
    await leave();
    practice = await openPractice('2026-11-24', await env());
    const { url } = practice;
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await requestFromHere(page, isLaunch);
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(`left for ${request.url()}`);
      if (request.url().endsWith('/feedback')) feedback.push(request.postDataJSON());
    });
    await page.goto(`${url}/demo`);
    await page.waitForSelector('#people button');
  });
  const leave = async () => {
    await page?.unrouteAll({ behavior: 'ignoreErrors' });
    await page?.close();
    await practice?.close();
  };

  return {
    /** What the browser logged, errors of the page, and requests to anybody else. */
    complaints,
    /** The bodies of feedback that were sent. */
    feedback,
    page: () => page,
    open: async (id: string) => {
      await page.click(`#person-${id}`);
      await page.waitForSelector('.exchange');
    },
    fire: async (name: string) => {
      await page.locator('.moments button', { hasText: name }).click();
      await page.waitForSelector('.exchange');
    },
    violations: () => violations(page),
    focused: () => page.evaluate<string>('document.activeElement.id || document.activeElement.textContent'),
    press: async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}
