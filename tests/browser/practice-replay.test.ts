import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
import { violations } from './accessibility.ts';
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
    expect(await violations(page)).toEqual([]);
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

  test.each([
    ['wide', 1280],
    ['narrow', 360],
  ])('the chart, %s, shows both lines and the limit, their labels apart from each other and large enough', async (drawn, width) => {
    const page = await opened('replay.html', { viewport: { width, height: 800 } });
    const svg = page.locator(`svg.${drawn}`);
    const labels = ['As it is set now', 'With the changed setting', 'Limit for each clinician'].map(
      (label) => new RegExp(label.replaceAll(' ', '\\s*')),
    );
    const boxes = await Promise.all(labels.map((label) => svg.locator('text', { hasText: label }).boundingBox()));
    const heights = boxes.flatMap((box) => box ?? []).toSorted((a, b) => a.y - b.y);
    expect(heights).toHaveLength(3);
    for (const [i, { y }] of heights.slice(1).entries())
      expect(y).toBeGreaterThanOrEqual((heights[i]?.y ?? y) + (heights[i]?.height ?? 0));
    expect(Math.min(...heights.map(({ height }) => height))).toBeGreaterThanOrEqual(11);
    expect(Math.max(...heights.map(({ x, width: long }) => x + long))).toBeLessThanOrEqual(width);
    for (const line of ['.line-first path', '.line-second path', '.limit'])
      expect([line, await svg.locator(line).count()]).not.toEqual([line, 0]);
    await page.context().close();
  });
});
