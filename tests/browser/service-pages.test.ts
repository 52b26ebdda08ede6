import { expect, test } from '@jest/globals';
import { codes } from '#src/detectors/index.ts';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('the service’s own pages', () => {
  const { complaints, page, violations } = useDemoPage();
  const visit = (path: string) => page().goto(new URL(path, page().url()).href);
  const scrollsAside = () => page().evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

  test.each(['light', 'dark'] as const)('are without a fault that axe knows, %s', async (colorScheme) => {
    await page().emulateMedia({ colorScheme });
    for (const path of ['detections', 'detections/illness-signature', 'detections/reflection-invitation']) {
      await visit(`/${path}`);
      expect([path, await violations()]).toEqual([path, []]);
    }
  });

  test('fit on a phone', async () => {
    await page().setViewportSize({ width: 390, height: 844 });
    for (const path of ['', ...codes.map((code) => `/${code}`)]) {
      await visit(`/detections${path}`);
      expect([path, await scrollsAside()]).toEqual([path, false]);
    }
    expect(complaints).toEqual([]);
  }, 60_000);

  test('lead from one to the other and home', async () => {
    await visit('/detections');
    await page().click('text=Usual clinician has left');
    expect(page().url()).toMatch(/\/detections\/usual-clinician-left$/);
    await page().click('text=All detections');
    expect(page().url()).toMatch(/\/detections$/);
    await page().click('nav >> text=Secure Base');
    expect(new URL(page().url()).pathname).not.toContain('detections');
  });

  test('are printed in ink, without their links to each other', async () => {
    await visit('/detections/first-meeting');
    await page().emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page().locator('nav').isVisible()).toBe(false);
    expect(await page().evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });
});
