import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { replayParts } from '#src/practice/replay/chart-findings.ts';
import { drawSample } from '#src/practice/replay/sample/draw-sample.ts';
import { sampleWork } from '#src/practice/replay/sample/sample-work.ts';
import { writeSample } from '#src/practice/replay/sample/write-sample.ts';
import { writeReplay } from '#src/practice/replay/write.ts';
import { facts, optionsOf, replayed, siteOf } from '../practice/replay/replayed.ts';
import { today } from '../support/builders.ts';
import { exportedPeople } from '../support/exported-people.ts';
import { writePractice } from '../support/generated-practice.ts';
import { describeInChromium, startChromium } from './demo-in-chromium.ts';

describeInChromium('the pages of a replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replay-page-'));
  let browser: Browser;

  beforeAll(async () => {
    writePractice(join(folder, 'export'), { people: 20 });
    const people = exportedPeople(join(folder, 'export'), today, replayParts);
    const [site, options] = [
      siteOf(),
      optionsOf({ suppress: '0', sample: '2', set: ['missed-appointments.minMissed=4'] }),
    ];
    const counts = replayed(people, options, site);
    await writeReplay(counts, facts, options, folder, site.config);
    const cardsOf = sampleWork.begin({ ...options, wanted: drawSample(counts, options, site.config) }, site);
    await writeSample(
      people.flatMap((one) => cardsOf(one)),
      facts,
      options,
      folder,
      site.config,
    );
    browser = await startChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, name)).href);
    return page;
  }

  test.each([
    ['replay.html', 'light'],
    ['replay.html', 'dark'],
    ['sample.html', 'light'],
    ['sample.html', 'dark'],
  ] as const)('%s, %s: passes axe, and asks for nothing else', async (name, colorScheme) => {
    const page = await opened(name, { colorScheme });
    await page.evaluate(axe.source);
    const results = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
    const found = results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((one) => one.html.slice(0, 200)).join()}`,
    );
    expect(found).toEqual([]);
    const loaded = await page.evaluate('performance.getEntriesByType("resource").length');
    expect([loaded, await page.locator('script').count()]).toEqual([0, 0]);
    await page.context().close();
  });

  test.each(['replay.html', 'sample.html'])('%s fits a phone, and a sheet of A4', async (name) => {
    const phone = await opened(name, { viewport: { width: 360, height: 740 } });
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await phone.context().close();
    // 210 mm less margins of a centimetre.
    const sheet = await opened(name, { viewport: { width: 718, height: 1000 } });
    await sheet.emulateMedia({ media: 'print' });
    const widest = await sheet.evaluate(
      'Math.max(...[...document.querySelectorAll("table, svg, section")].map((one) => one.getBoundingClientRect().right))',
    );
    expect(widest).toBeLessThanOrEqual(718);
    await sheet.context().close();
  });

  test('the chart shows both lines, apart from each other', async () => {
    const page = await opened('replay.html');
    const box = (label: RegExp) => page.locator('svg text', { hasText: label }).boundingBox();
    const [now, set] = [await box(/^As it is set now$/), await box(/^With the changed\s*setting$/)];
    if (now === null || set === null) throw new Error('a line has no label');
    expect(now.y + now.height <= set.y || set.y + set.height <= now.y).toBe(true);
    expect(await page.locator('svg .now path').count()).toBeGreaterThan(0);
    expect(await page.locator('svg .set path').count()).toBeGreaterThan(0);
    await page.context().close();
  });
});
