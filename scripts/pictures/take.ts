import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { openPractice } from '../../tests/demo/open-practice.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { requestFromHere, startChromium } from '../chromium.ts';
import { cardPicture, type Picture, scale, threadPicture } from './pictures.ts';

/** The day of the practice, which all its dates follow: another one would change every picture. */
const day = '2026-11-24';

/**
 * Takes the pictures from the demonstration practice, in Chromium: what Dr Wren sees of Mrs Khan.
 * @param folder where the files go; it is made.
 * @returns the card's headline.
 * @throws where something does not fit into its picture, or there is no Chromium.
 */
export async function takePictures(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const browser = await startChromium('--font-render-hinting=none');
  const practice = await openPractice(day, { PORT: await freePort(), STORE_URL: 'memory:', LOG_LEVEL: 'silent' });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 1400 },
      deviceScaleFactor: scale,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    await requestFromHere(context, /\/(?:thread|demo\/auth)\//);
    const page = await context.newPage();
    await page.goto(`${practice.url}/demo`);
    await page.click('#person-amina-khan');
    const card = page.locator('.card').first();
    await card.waitFor();
    await take(page, card, cardPicture, folder);
    const thread = await openThread(page);
    await thread.setViewportSize(threadPicture);
    await take(thread, thread.locator('html'), threadPicture, folder);
    return (await card.locator('h3').first().textContent()) ?? '';
  } finally {
    await browser.close();
    await practice.close();
  }
}

/** The thread of care in a window of its own, without the demonstration around it. */
async function openThread(page: Page): Promise<Page> {
  await page.getByRole('button', { name: 'Open the thread', exact: true }).click();
  await page.frameLocator('dialog.app iframe').locator('h1').waitFor();
  const [thread] = await Promise.all([page.context().waitForEvent('page'), page.locator('.app-bar a').click()]);
  await thread.locator('h1').waitFor();
  return thread;
}

/** Writes a picture of what is shown, in the middle of its frame; in 256 colours it takes a third of the space. */
async function take(page: Page, shown: Locator, picture: Picture, folder: string): Promise<void> {
  const { file, width, height } = picture;
  const box = await shown.boundingBox();
  if (box === null || box.width > width || box.height > height)
    throw new Error(`${file}: ${box?.width} x ${box?.height} pixels do not fit into ${width} x ${height}`);
  const x = Math.max(0, Math.round(box.x - (width - box.width) / 2));
  const y = Math.max(0, Math.round(box.y - (height - box.height) / 2));
  const taken = await page.screenshot({ clip: { x, y, width, height }, animations: 'disabled' });
  await sharp(taken).png({ palette: true, effort: 10 }).toFile(join(folder, file));
}
