import { expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('why there is a card or none, in the demonstration', () => {
  const { complaints, page, open, fire, violations } = useDemoPage();

  test('a chart without a card says why, for each detection of the moment, in the words of the engine', async () => {
    await open('henry-hope');
    expect(await page().textContent('.quiet')).toBe('No card.');
    expect(await page().getAttribute('.why', 'open')).toBe('');
    const rows = await page().locator('.why dd').allTextContents();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.endsWith('.'))).toBe(true);
    expect(new Set(rows).size).toBe(rows.length);
    expect(await page().textContent('.why')).toContain('Continuity has fallen');
    await fire('Sign a referral');
    expect(await page().textContent('.why')).not.toContain('Continuity has fallen');
  });

  test('a chart with a card says on request why it is shown and why nothing else is', async () => {
    await open('amina-khan');
    expect(await page().getAttribute('.why', 'open')).toBeNull();
    await page().click('.why summary');
    expect(await page().textContent('.why')).toMatch(/Shown.*Usual clinician has left.*Nothing to say/);
    expect(await violations()).toEqual([]);
  });

  test('where a call can’t be explained its card is there all the same', async () => {
    await page().route('**/demo/explain', (route) => route.fulfill({ status: 503, json: {} }));
    await open('amina-khan');
    expect(await page().locator('.card').count()).toBe(1);
    expect(await page().locator('.why').count()).toBe(0);
  });

  test('a user to whom nothing may be said of a chart learns only that', async () => {
    await page().selectOption('#login', 'piotr-nowak');
    await open('amina-khan');
    expect(await page().textContent('.guidance')).toBe('No card.');
    expect(await page().textContent('.why')).toBe('Why nothingNothing may be said of this chart to this user.');
  });

  test.each([
    ['timeout', 'Not read in time: who works here.'],
    ['refused', `Not read, because ${languages['en-GB'].explanations.unread.refused}: who works here.`],
  ])('says what was not read (%s)', async (why, words) => {
    await page().route(/\/cds-services\/[^/]+$/, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            json: { cards: [], extension: { 'org.secure-base.silence': { unread: [{ part: 'roles', why }] } } },
          })
        : route.fallback(),
    );
    await open('henry-hope');
    expect(await page().textContent('.not-read')).toBe(words);
  });

  test('says who may see what is guarded, and shows it to them alone', async () => {
    const secret = /pregnan|miscarr|loss/i;
    await open('leah-quinn');
    expect(await page().textContent('.guarded')).toContain('Who may see it: Dr Lee');
    expect(await page().locator('.card').count()).toBe(0);
    expect(await page().textContent('.why')).not.toMatch(secret);
    await page().selectOption('#login', 'dr-lee');
    await page().waitForSelector('.card');
    expect(await page().textContent('.card h3')).not.toMatch(secret);
    expect(await violations()).toEqual([]);
    await page().click('.dismissal summary');
    await page().click('.dismissal [type=submit]');
    await page().waitForSelector('.card.answered');
    await page().click('#person-leah-quinn');
    await page().waitForSelector('.exchange');
    expect(await page().textContent('.guidance')).toBe('No card.');
    expect(await page().textContent('.why')).not.toMatch(secret);
    await open('alice-ford');
    expect(await page().textContent('.guarded')).toContain('never why');
    expect(await page().textContent('.card')).not.toContain('Toby');
    expect(complaints).toEqual([]);
  }, 20_000);
});
