import { expect, test } from '@jest/globals';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('cards that are answered in the demonstration', () => {
  const { complaints, feedback, page, open, violations } = useDemoPage();

  const accept = async (index = 0) => {
    await page().locator('.accept').nth(index).click();
    await page().waitForSelector('.undo');
  };
  const rows = (type: string) => page().locator(`[data-reference^="${type}/"]`);
  const answers = () => feedback.flatMap((one) => (one as { feedback: { outcome: string }[] }).feedback);

  test('an accepted task is in the record in plain words; its undo takes it out and says so to the service', async () => {
    await page().selectOption('#login', 'dr-roy');
    await open('catriona-reid');
    const before = await rows('Task').count();
    await accept();
    expect(await page().textContent('.done')).toMatch(/^A task was added to the record: \w+/);
    expect(await rows('Task').count()).toBe(before + 1);
    expect(answers()).toMatchObject([{ outcome: 'accepted', acceptedSuggestions: [{}] }]);
    await page().click('.undo');
    await page().locator('.done', { hasText: 'Taken back' }).waitFor();
    expect(await rows('Task').count()).toBe(before);
    expect(answers()[1]).toMatchObject({ outcome: 'overridden' });
    expect(answers()[1]).not.toHaveProperty('overrideReason');
    expect(await page().locator('.accept').count()).toBe(2);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['after an undo is made again to others', true],
    ['that stays taken up is not made again', false],
  ])('a suggestion %s', async (_, isUndone) => {
    await open('ada-yates');
    await accept();
    if (isUndone) {
      await page().click('.undo');
      await page().locator('.done', { hasText: 'Taken back' }).waitFor();
    }
    await page().selectOption('#login', 'dr-lee');
    await page().waitForSelector('.exchange');
    expect(await page().locator('.card').count()).toBe(1);
    expect(await page().locator('.accept').count()).toBe(isUndone ? 1 : 0);
  });

  test('of two accepted suggestions one is undone: the other one still counts', async () => {
    await page().selectOption('#login', 'dr-roy');
    await open('catriona-reid');
    await accept();
    await page().click('.accept');
    await page().locator('.done', { hasText: 'A note was begun' }).waitFor();
    expect(await page().locator('.card .controls').count()).toBe(0);
    await page().click('.undo');
    await page().locator('.done', { hasText: 'Taken back' }).waitFor();
    const [first, both, last] = answers() as unknown as { acceptedSuggestions: { id: string }[] }[];
    expect(both?.acceptedSuggestions).toHaveLength(2);
    expect(last?.acceptedSuggestions).toEqual(first?.acceptedSuggestions);
    expect(complaints).toEqual([]);
  });

  const rewrite = async (text: string) => {
    await page().click('.read');
    await page().locator('.editor textarea').last().fill(text);
    const saved = page().waitForResponse((one) => one.request().method() === 'PUT');
    await page().click('.editor [type=submit]');
    await saved;
  };
  const reopened = async (id: string) => {
    await open(id);
    await page().locator('.record .document').first().evaluate('(one) => { one.open = true; }');
    return page();
  };

  test.each([
    ['a shared note of signs', 'ada-yates', 'dr-wren', 0, 'CarePlan', 'headaches\nstops going swimming'],
    ['a handover note', 'catriona-reid', 'dr-roy', 1, 'DocumentReference', 'What matters to her: “long walks”.'],
    ['a letter', 'walter-brown', 'dr-brook', 0, 'Communication', 'Dear Dr Lee, we spoke of the sea.'],
  ])('%s that was begun is read and changed on the page', async (_, id, user, index, type, text) => {
    await page().selectOption('#login', user);
    await open(id);
    await accept(index);
    expect(await rows(type).locator('td.date').last().textContent()).toBe('24 Nov 2026');
    await rewrite(text);
    expect(await violations()).toEqual([]);
    await reopened(id);
    expect(await page().locator('.editor textarea').last().inputValue()).toBe(text);
    expect(complaints).toEqual([]);
  });

  test('a note that both agree on is no draft any longer, and a sign whose words stayed keeps what it looks for', async () => {
    await open('ada-yates');
    await accept();
    await page().click('.read');
    await page().locator('.editor textarea').last().fill('headaches\nstops going swimming');
    await page().check('.editor [type=checkbox]');
    const stored = page().waitForRequest((request) => request.method() === 'PUT');
    await page().click('.editor [type=submit]');
    const plan = (await stored).postDataJSON();
    expect(plan.status).toBe('active');
    const signs = plan.extension[0].extension.filter(({ url }: { url: string }) => url === 'sign');
    expect(signs.map(({ extension }: { extension: { url: string }[] }) => extension.map(({ url }) => url))).toEqual([
      ['text', 'trigger'],
      ['text'],
    ]);
    await page().locator('.record .document p', { hasText: 'Signs: headaches; stops going swimming.' }).waitFor();
    expect(await page().locator('.editor').count()).toBe(0);
  });

  test('a dismissed card is shown again at once', async () => {
    await open('gloria-bell');
    const words = await page().textContent('.card h3');
    await page().click('.dismissal summary');
    await page().click('.dismissal [type=submit]');
    await page().waitForSelector('.card.answered');
    expect(await page().locator('.card .controls').count()).toBe(0);
    await page().click('.again');
    await page().waitForSelector('.dismissal');
    expect(await page().textContent('.card h3')).toBe(words);
    expect(complaints).toEqual([]);
  });

  test('says what is held back after an answer, why and until when, and shows it again on request', async () => {
    await open('gloria-bell');
    const words = await page().textContent('.card h3');
    await open('gloria-bell');
    expect(await page().textContent('.card h3')).toBe(words);
    expect(await page().textContent('.why')).not.toContain('Held back');
    await page().click('.dismissal summary');
    await page().locator('.dismissal label', { hasText: 'Not now' }).click();
    await page().click('.dismissal [type=submit]');
    await page().waitForSelector('.card.answered');
    await page().click('#person-gloria-bell');
    await page().waitForSelector('.why[open]');
    expect(await page().locator('.card').count()).toBe(0);
    expect(await page().textContent('.why')).toMatch(/Held back.*‘not now’, and it is quiet until \d+ \w+/);
    expect(await violations()).toEqual([]);
    await page().click('.again');
    await page().waitForSelector('.exchange');
    expect(await page().textContent('.card h3')).toBe(words);
    expect(await page().textContent('.why')).not.toContain('Held back');
    expect(complaints).toEqual([]);
  });

  test('what came after a departure is set beside it once the departure is known', async () => {
    await open('basil-keane');
    expect(await page().textContent('.card h3')).toContain('Dr Patel');
    await page().click('.dismissal summary');
    await page().locator('.dismissal label', { hasText: 'Already known' }).click();
    await page().click('.dismissal [type=submit]');
    await page().waitForSelector('.card.answered');
    await page().click('#person-basil-keane');
    await page().waitForSelector('.exchange');
    expect(await page().textContent('.why')).toMatch(/Held back.*Usual clinician has left/);
    expect(await page().textContent('.card h3')).toContain('has missed 3 of 5 booked appointments');
    expect(await page().textContent('.card')).toContain('These came after Dr Patel left');
    expect(complaints).toEqual([]);
  });
});
