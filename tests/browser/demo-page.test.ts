import { expect, test } from '@jest/globals';
import { groups, people } from '../../demo/practice/people.ts';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('the demonstration’s page', () => {
  const { complaints, feedback, page, open, violations, focused, press } = useDemoPage();

  test('says in its headline that everyone is fictional', async () => {
    expect(await page().textContent('header')).toContain('Everyone here is fictional');
    expect(complaints).toEqual([]);
  });

  test('is without a fault that axe knows: empty, with a card, with its details open, silent, narrow, and dark', async () => {
    const everyState = async () => {
      expect(await violations()).toEqual([]);
      await open('selma-aydin');
      expect(await violations()).toEqual([]);
      await page().click('.dismissal summary');
      await page().click('.exchange summary');
      await page().waitForSelector('.exchange pre');
      expect(await violations()).toEqual([]);
    };
    await everyState();
    await open('henry-hope');
    expect(await violations()).toEqual([]);
    await page().emulateMedia({ colorScheme: 'dark' });
    await everyState();
    await page().setViewportSize({ width: 360, height: 700 });
    expect(await violations()).toEqual([]);
    await page().click('.to-list');
    expect(await violations()).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
    await open('dorothy-green');
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('has everyone under a heading, and the list stays beside a long chart', async () => {
    const headings = await page().locator('#people h3').allTextContents();
    expect(headings).toEqual(groups.map(({ title }) => title));
    expect(await page().locator('#people li').count()).toBe(people.length);
    await open('ada-yates');
    await page().evaluate('scrollTo(0, document.body.scrollHeight)');
    expect(await page().evaluate("document.querySelector('#list-title').getBoundingClientRect().top >= 0")).toBe(true);
  });

  const listed = () => page().locator('#people button:visible');

  test('the list is found by name, and by the reason of a visit; its headings go with their people', async () => {
    await page().fill('#find', 'KHAN');
    expect(await listed().count()).toBe(1);
    expect(await page().locator('#people h3:visible').count()).toBe(1);
    expect(await page().textContent('#found')).toBe(`1 of ${people.length}`);
    await page().fill('#find', 'nobody of this name');
    expect(await listed().count()).toBe(0);
    await page().fill('#find', '');
    expect(await listed().count()).toBe(people.length);
    expect(await page().textContent('#found')).toBe('');
  });

  test('the list is in order of time on request, and those who are not coming are last', async () => {
    const appointment = (id: string, start: string, description: string) => ({
      resourceType: 'Appointment',
      id: `today-of-${id}`,
      status: 'booked',
      description,
      start,
      end: start,
      participant: [{ actor: { reference: `Patient/${id}` }, status: 'accepted' }],
    });
    const entry = [
      appointment('mabel-of-nowhere', '2026-11-24T08:00:00Z', 'Somebody else'),
      appointment('yusuf-ali', '2026-11-24T14:20:00Z', 'Blood pressure'),
      appointment('amina-khan', '2026-11-24T09:10:00Z', 'Sore throat'),
    ].map((resource) => ({ resource }));
    await page().route('**/Appointment?date=*', (route) =>
      route.fulfill({ json: { resourceType: 'Bundle', type: 'searchset', entry } }),
    );
    await page().reload();
    await page().waitForSelector('#people button');
    expect(await page().textContent('#person-amina-khan')).toMatch(/^09:10Mrs Amina Khan.*sore throat$/);
    await page().selectOption('#order', 'time');
    expect(await page().locator('#people h3').allTextContents()).toEqual(['Morning', 'Afternoon', 'Not coming today']);
    const inOrder = await page().evaluate<string[]>(
      "[...document.querySelectorAll('#people button')].map(({ id }) => id)",
    );
    expect(inOrder).toHaveLength(people.length);
    expect(inOrder.slice(0, 2)).toEqual(['person-amina-khan', 'person-yusuf-ali']);
    await page().fill('#find', 'pressure');
    expect(await listed().count()).toBe(1);
  });

  test('gives away who has a card only once the chart was opened, for that user alone', async () => {
    const marks = () => page().locator('#people .seen').allTextContents();
    expect((await marks()).join('')).toBe('');
    await open('selma-aydin');
    expect(await page().textContent('#person-selma-aydin .seen')).toBe('card');
    await open('henry-hope');
    expect(await page().textContent('#person-henry-hope .seen')).toBe('no card');
    expect((await marks()).filter((mark) => mark !== '')).toHaveLength(2);
    await page().selectOption('#login', 'dr-lee');
    await page().waitForSelector('.exchange');
    expect((await marks()).filter((mark) => mark !== '')).toHaveLength(1);
  });

  test('a click takes the chart of the person before away at once, and the browser’s Back leads to it again', async () => {
    await open('selma-aydin');
    const left = "document.querySelector('#person-henry-hope').click(); document.querySelectorAll('.card').length";
    expect(await page().evaluate(left)).toBe(0);
    await page().waitForSelector('.exchange');
    expect(await page().textContent('.banner h2')).toContain('Hope');
    await page().goBack();
    await page().waitForSelector('.card');
    expect(await page().textContent('.banner h2')).toContain('Aydin');
    expect(complaints).toEqual([]);
  });

  const boxOf = async (selector: string) => {
    const box = await page().locator(selector).first().boundingBox();
    if (!box) throw new Error(`no ${selector}`);
    return box;
  };

  test('on a phone a tap shows the card instead of the list, with the name above it, and leads back to its place', async () => {
    await page().setViewportSize({ width: 390, height: 844 });
    const list = await page().evaluate<boolean>(
      "document.querySelector('#people').scrollHeight <= document.querySelector('#people').clientHeight",
    );
    expect(list).toBe(true);
    const scrollsAside = 'document.documentElement.scrollWidth > innerWidth';
    expect(await page().evaluate(scrollsAside)).toBe(false);
    await open('ada-yates');
    const card = await boxOf('.card');
    expect(card.y).toBeGreaterThanOrEqual(0);
    expect(card.y).toBeLessThan(844 / 3);
    const name = await boxOf('.banner h2');
    expect(name.y).toBeGreaterThanOrEqual(0);
    expect(name.y + name.height).toBeLessThanOrEqual(card.y);
    expect(await focused()).toBe('chart');
    expect(await page().evaluate(scrollsAside)).toBe(false);
    expect(await page().locator('nav').isVisible()).toBe(false);
    await page().click('.to-list');
    expect(await focused()).toBe('person-ada-yates');
    const row = await boxOf('#person-ada-yates');
    expect(row.y).toBeGreaterThanOrEqual(0);
    expect(row.y).toBeLessThan(844);
  });

  test.each([1024, 1440])('at %d px card and record end at the same edge', async (width) => {
    await page().setViewportSize({ width, height: 900 });
    await open('ruth-fox');
    const ends = await Promise.all(
      ['.card', '.record', '.record table'].map(async (one) => {
        const { x, width: wide } = await boxOf(one);
        return Math.round(x + wide);
      }),
    );
    expect(new Set(ends).size).toBe(1);
  });

  test('the head of a chart is in view after a click low in the list', async () => {
    await open('ada-yates');
    await page().evaluate('scrollTo(0, document.body.scrollHeight)');
    const last = people.at(-1)?.id ?? '';
    await page().locator(`#person-${last}`).scrollIntoViewIfNeeded();
    await open(last);
    const { y } = await boxOf('.banner h2');
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(300);
  });

  test('by keyboard alone: choose who is logged in, open a chart, dismiss its card with a reason', async () => {
    await press('Tab', 'Tab');
    expect(await focused()).toBe('login');
    await page().keyboard.type('Dr Brook');
    await press('Tab', 'Tab');
    expect(await focused()).toBe('find');
    await page().keyboard.type('walter');
    await press('Tab', 'Tab');
    expect(await focused()).toBe('person-walter-brown');
    await press('Enter');
    await page().waitForSelector('.exchange');
    expect(await focused()).toBe('chart');
    expect(await page().textContent('.card h3')).toContain('Mr Brown');
    while ((await focused()) !== 'Dismiss') await press('Tab');
    await press('Enter', 'Tab', 'ArrowDown', 'Tab', 'Tab');
    expect(await focused()).toBe('Dismiss the card');
    await press('Enter');
    await page().waitForSelector('.card.answered');
    expect(await page().textContent('.done')).toContain('Dismissed: not right for this person.');
    expect(feedback).toMatchObject([
      { feedback: [{ outcome: 'overridden', overrideReason: { reason: { code: 'not-right-for-this-person' } } }] },
    ]);
    expect(complaints).toEqual([]);
  }, 20_000);
});
