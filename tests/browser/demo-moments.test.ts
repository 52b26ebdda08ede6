import { expect, test } from '@jest/globals';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('what happens in a chart of the demonstration', () => {
  const { complaints, page, open, fire, violations } = useDemoPage();
  const book = async (who: string) => {
    await page().locator('.moments select').first().selectOption(who);
    await fire('Book');
  };

  test('an appointment is booked: with someone else a word, with the usual doctor none', async () => {
    await page().selectOption('#login', 'piotr-nowak');
    await open('hazel-marsh');
    expect(await page().locator('.card').count()).toBe(0);
    await book('dr-lee');
    expect(await page().textContent('.card h3')).toContain('This booking is with Dr Lee.');
    expect(await page().textContent('.exchange')).toContain('secure-base-appointment-book: 200');
    expect(await violations()).toEqual([]);
    await book('dr-wren');
    expect(await page().locator('.card').count()).toBe(0);
    expect(await page().getAttribute('.moments [type=submit]', 'aria-pressed')).toBe('true');
    expect(complaints).toEqual([]);
  }, 20_000);

  test('a visit starts and ends: the card of each, which is answered where it came from', async () => {
    await page().selectOption('#login', 'dr-lee');
    await open('ruth-fox');
    await fire('Start the visit');
    expect(await page().textContent('.exchange')).toContain('secure-base-encounter-start: 200');
    await fire('End the visit');
    expect(await page().textContent('.card h3')).toContain('has no visit booked with you');
    const answered = page().waitForRequest((request) => request.url().endsWith('encounter-discharge/feedback'));
    await page().click('.accept');
    await answered;
    await page().waitForSelector('.card.answered');
    await fire('End the visit');
    expect(await page().locator('.card').count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page().setViewportSize({ width: 360, height: 700 });
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 20_000);

  test('a referral is signed: a word where symptoms last, none where something new was told', async () => {
    await open('nora-byrne');
    await fire('Sign a referral');
    expect(await page().textContent('.exchange')).toContain('secure-base-order-sign: 200');
    expect(await page().locator('.card').count()).toBe(1);
    expect(await page().textContent('.card')).toContain('This referral may be just what is needed');
    expect(await violations()).toEqual([]);
    await open('iris-tully');
    await fire('Sign a referral');
    expect(await page().textContent('.exchange')).toContain('secure-base-order-sign: 200');
    expect(await page().locator('.card').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 20_000);

  test('the chart stays as it was when the service reads the record itself', async () => {
    await open('erik-lund');
    const words = await page().textContent('.card h3');
    await page().click('[name=way][value=server]');
    await page().waitForSelector('.exchange');
    expect(await page().textContent('.card h3')).toBe(words);
  });
});
