import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Debian's Chromium, or another one that CHROMIUM names; nothing is downloaded. */
export const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';

/** Without a sandbox, which containers and CI can't have, and without requests of its own. */
const options =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/**
 * Starts Chromium, with more of its options.
 * @throws in one line where it is not installed.
 */
export async function startChromium(...more: readonly string[]): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(`There is no ${executablePath}: install Debian's chromium, or name another one in CHROMIUM`);
  return chromium.launch({ executablePath, args: [...options.split(' '), ...more] });
}

/**
 * Lets this process make a page's requests, but for those that match `browsersOwn`, such as a launch, whose redirects and
 * cookies the browser follows and holds. Chromium drops its connections when the machine's network changes, as it does with
 * every container that comes or goes meanwhile (ERR_NETWORK_CHANGED).
 */
export function requestFromHere(pages: Page | BrowserContext, browsersOwn: RegExp): Promise<unknown> {
  return pages.route('**', async (route) =>
    browsersOwn.test(route.request().url()) ? route.continue() : route.fulfill({ response: await route.fetch() }),
  );
}
