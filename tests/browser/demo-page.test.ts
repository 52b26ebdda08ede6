import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { groups, people } from '../../demo/practice/people.ts';
import { openPractice } from '../demo/open-practice.ts';

const executablePath = '/usr/bin/chromium';
const args =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const here = existsSync(executablePath);
const inChromium = here ? describe : describe.skip;

inChromium(`the demonstration page${here ? '' : ' (skipped: there is no /usr/bin/chromium)'}`, () => {
  let practice: Awaited<ReturnType<typeof openPractice>>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let feedback: unknown[];

  beforeAll(async () => {
    practice = await openPractice('2026-11-24');
    browser = await chromium.launch({ executablePath, args: args.split(' ') });
  }, 30_000);
  afterAll(async () => {
    await leave();
    await browser?.close();
    await practice?.close();
  });

  beforeEach(async () => {
    complaints = [];
    feedback = [];
    await leave();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    // What the page asks for goes through this process: Chromium drops its connections when the machine's network changes,
    // as it does with every container that comes or goes beside this test (ERR_NETWORK_CHANGED).
    await page.route('**', async (route) => route.fulfill({ response: await route.fetch() }));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(practice.url)) complaints.push(`left for ${request.url()}`);
      if (request.url().endsWith('/feedback')) feedback.push(request.postDataJSON());
    });
    await page.goto(`${practice.url}/demo`);
    await page.waitForSelector('#people button');
  });

  const leave = async () => {
    await page?.unrouteAll({ behavior: 'ignoreErrors' });
    await page?.close();
  };
  const open = async (id: string) => {
    await page.click(`#person-${id}`);
    await page.waitForSelector('.exchange');
  };
  const violations = async () => {
    await page.evaluate(axe.source);
    const results = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
    return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  const focused = () => page.evaluate<string>('document.activeElement.id || document.activeElement.textContent');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  test('says in its headline that everyone is fictional', async () => {
    expect(await page.textContent('header')).toContain('Everyone here is fictional');
    expect(complaints).toEqual([]);
  });

  test('every chart opens, with a card where there is one to show', async () => {
    for (const { id, name, expect: shown } of people) {
      await page.click(`#person-${id}`);
      await page.locator('h2', { hasText: name.join(' ') }).waitFor();
      await page.waitForSelector('.exchange');
      const cards = await page.locator('.card').count();
      const isForAll = shown.to === undefined;
      if (isForAll) expect([id, cards]).toEqual([id, shown.everyone === null ? 0 : 1]);
    }
    expect(complaints).toEqual([]);
  }, 120_000);

  test('is without a fault that axe knows: empty, with a card, with its details open, silent, and narrow', async () => {
    expect(await violations()).toEqual([]);
    await open('selma-aydin');
    expect(await violations()).toEqual([]);
    await page.click('.dismissal summary');
    await page.click('.exchange summary');
    await page.waitForSelector('.exchange pre');
    expect(await violations()).toEqual([]);
    await open('henry-hope');
    expect(await violations()).toEqual([]);
    await page.setViewportSize({ width: 360, height: 700 });
    await open('dorothy-green');
    expect(await violations()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 30_000);

  test('has everyone under a heading, and the list stays beside a long chart', async () => {
    const headings = await page.locator('#people h3').allTextContents();
    expect(headings).toEqual(groups.map(({ title }) => title));
    expect(await page.locator('#people li').count()).toBe(people.length);
    await open('ada-yates');
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    expect(await page.evaluate("document.querySelector('#list-title').getBoundingClientRect().top >= 0")).toBe(true);
  });

  test.each([
    ['arnold-wood', /Wife, Edith Wood: died 12 October 2026, same address, own record here/],
    ['alice-ford', /Son, Toby Ford: in hospital since \d+ November 2026, same address/],
    ['clare-innes', /Daughter, Ruby Innes: .*another address/],
    ['joseph-lyle', /Multiple sclerosis: recorded 27 October 2026/],
    ['imogen-ross', /Hospital stay until 20 October 2026: fracture of shaft of femur/],
    ['hugo-vale', /left before being seen, after 65 minutes/],
    ['denis-cope', /To do by 29 October 2026: call back/],
    ['amina-khan', /Handover note of \d+ August 2026, with Dr Patel/],
    ['walter-brown', /About me, \d+ June 2026/],
    ['albert-munn', /Consultation at the surgery: bereavement/],
  ])('the record of %s has what its card rests on', async (id, words) => {
    await open(id);
    expect(await page.textContent('.record')).toMatch(words);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('says who may see what is guarded, and shows it to them alone', async () => {
    await open('leah-quinn');
    expect(await page.textContent('.guarded')).toContain('Who may see it: Dr Lee');
    expect(await page.locator('.card').count()).toBe(0);
    expect(await page.locator('.held-cards').count()).toBe(0);
    await page.selectOption('#login', 'dr-lee');
    await page.waitForSelector('.card');
    expect(await page.textContent('.card h3')).not.toMatch(/pregnan|miscarr|loss/i);
    expect(await violations()).toEqual([]);
    await page.click('.dismissal summary');
    await page.click('.dismissal [type=submit]');
    await page.waitForSelector('.card.answered');
    await page.click('#person-leah-quinn');
    await page.waitForSelector('.guidance .quiet');
    expect(await page.locator('.held-cards').count()).toBe(0);
    await open('alice-ford');
    expect(await page.textContent('.guarded')).toContain('never why');
    expect(await page.textContent('.card')).not.toContain('Toby');
    expect(complaints).toEqual([]);
  }, 20_000);

  test('shows a card with its words, its source and the visits that it counted', async () => {
    await open('amina-khan');
    expect(await page.textContent('.card h3')).toContain('Dr Patel');
    expect(await page.textContent('.card .evidence')).toMatch(/^Counted: \d+ visits/);
    expect(await page.getAttribute('.card .source a', 'href')).toContain('/detections/usual-clinician-left');
    expect(await page.locator('td.counted', { hasText: /^counted$/ }).count()).toBe(14);
    expect(await page.locator('td', { hasText: 'not counted: cancelled' }).count()).toBe(1);
  });

  test('shows no card of a chart that needs none, and says why', async () => {
    await open('henry-hope');
    expect(await page.locator('.card').count()).toBe(0);
    expect(await page.textContent('.quiet')).toContain('one doctor who works here');
  });

  test('by keyboard alone: choose who is logged in, open a chart, dismiss its card with a reason', async () => {
    await press('Tab', 'Tab');
    expect(await focused()).toBe('login');
    await page.keyboard.type('Dr Brook');
    await press('Tab', 'Tab');
    expect(await focused()).toBe('person-amina-khan');
    for (let row = 0; row < 8; row += 1) await press('Tab');
    expect(await focused()).toBe('person-walter-brown');
    await press('Enter');
    await page.waitForSelector('.exchange');
    expect(await focused()).toBe('chart');
    expect(await page.textContent('.card h3')).toContain('Mr Brown');
    while ((await focused()) !== 'Dismiss') await press('Tab');
    await press('Enter', 'Tab', 'ArrowDown', 'Tab', 'Tab');
    expect(await focused()).toBe('Dismiss the card');
    await press('Enter');
    await page.waitForSelector('.card.answered');
    expect(await page.textContent('.done')).toContain('Feedback sent to Secure Base (200)');
    expect(feedback).toMatchObject([
      { feedback: [{ outcome: 'overridden', overrideReason: { reason: { code: 'not-right-for-this-person' } } }] },
    ]);
    expect(complaints).toEqual([]);
  }, 20_000);

  test('an accepted suggestion is added to the record, and the service is told', async () => {
    await page.selectOption('#login', 'dr-roy');
    await open('catriona-reid');
    const before = await page.locator('.ahead li').count();
    await page.click('.accept');
    await page.waitForSelector('.card.answered');
    await page.locator('.ahead li').nth(before).waitFor();
    expect(feedback).toMatchObject([{ feedback: [{ outcome: 'accepted', acceptedSuggestions: [{}] }] }]);
    await page.click('.accept');
    await page.locator('.document').waitFor();
    expect(await page.textContent('.document summary')).toMatch(/^Handover note of .*, with Dr Roy, a draft$/);
    expect(feedback).toHaveLength(2);
    expect(await page.locator('.card .controls').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('says what is kept quiet after an answer, why and until when, and shows it again on request', async () => {
    await open('gloria-bell');
    const words = await page.textContent('.card h3');
    await open('gloria-bell');
    expect(await page.textContent('.card h3')).toBe(words);
    expect(await page.locator('.held-cards').count()).toBe(0);
    await page.click('.dismissal summary');
    await page.locator('.dismissal label', { hasText: 'Not now' }).click();
    await page.click('.dismissal [type=submit]');
    await page.waitForSelector('.card.answered');
    await page.click('#person-gloria-bell');
    await page.waitForSelector('.held-cards');
    expect(await page.locator('.card').count()).toBe(0);
    expect(await page.textContent('.held-cards')).toMatch(/answered with ‘not now’\. Until \d+ \w+ \d{4}\./);
    expect(await violations()).toEqual([]);
    await page.click('.again');
    await page.waitForSelector('.card');
    expect(await page.textContent('.card h3')).toBe(words);
    expect(await page.locator('.held-cards').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('what came after a departure is set beside it once the departure is known', async () => {
    await open('basil-keane');
    expect(await page.textContent('.card h3')).toContain('Dr Patel');
    await page.click('.dismissal summary');
    await page.locator('.dismissal label', { hasText: 'Already known' }).click();
    await page.click('.dismissal [type=submit]');
    await page.waitForSelector('.card.answered');
    await page.click('#person-basil-keane');
    await page.waitForSelector('.held-cards');
    expect(await page.textContent('.card h3')).toContain('has missed 3 of 5 booked appointments');
    expect(await page.textContent('.card')).toContain('These came after Dr Patel left');
    expect(complaints).toEqual([]);
  });

  const fire = async (name: string) => {
    await page.locator('.moments button', { hasText: name }).click();
    await page.waitForSelector('.exchange');
  };
  const book = async (who: string) => {
    await page.locator('.moments select').first().selectOption(who);
    await fire('Book');
  };

  test('an appointment is booked: with someone else a word, with the usual doctor none', async () => {
    await page.selectOption('#login', 'piotr-nowak');
    await open('hazel-marsh');
    expect(await page.locator('.card').count()).toBe(0);
    await book('dr-lee');
    expect(await page.textContent('.card h3')).toContain('This booking is with Dr Lee.');
    expect(await page.textContent('.exchange')).toContain('secure-base-appointment-book: 200');
    expect(await violations()).toEqual([]);
    await book('dr-wren');
    expect(await page.locator('.card').count()).toBe(0);
    expect(await page.getAttribute('.moments [type=submit]', 'aria-pressed')).toBe('true');
    expect(complaints).toEqual([]);
  }, 20_000);

  test('a visit starts and ends: the card of each, which is answered where it came from', async () => {
    await page.selectOption('#login', 'dr-lee');
    await open('ruth-fox');
    await fire('Start the visit');
    expect(await page.textContent('.exchange')).toContain('secure-base-encounter-start: 200');
    await fire('End the visit');
    expect(await page.textContent('.card h3')).toContain('has no visit booked with you');
    const answered = page.waitForRequest((request) => request.url().endsWith('encounter-discharge/feedback'));
    await page.click('.accept');
    await answered;
    await page.waitForSelector('.card.answered');
    await fire('End the visit');
    expect(await page.locator('.card').count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 20_000);

  test('a referral is signed: a word where symptoms last, none where something new was told', async () => {
    await open('nora-byrne');
    await fire('Sign a referral');
    expect(await page.textContent('.exchange')).toContain('secure-base-order-sign: 200');
    expect(await page.locator('.card').count()).toBe(1);
    expect(await page.textContent('.card')).toContain('This referral may be just what is needed');
    expect(await violations()).toEqual([]);
    await open('iris-tully');
    await fire('Sign a referral');
    expect(await page.textContent('.exchange')).toContain('secure-base-order-sign: 200');
    expect(await page.locator('.card').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 20_000);

  test('the chart stays as it was when the service reads the record itself', async () => {
    await open('erik-lund');
    const words = await page.textContent('.card h3');
    await page.click('[name=way][value=server]');
    await page.waitForSelector('.exchange');
    expect(await page.textContent('.card h3')).toBe(words);
  });
});
