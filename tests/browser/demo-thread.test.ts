import { expect, test } from '@jest/globals';
import { freePort } from '../support/free-port.ts';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('the thread of care from the demonstration’s chart', () => {
  const { complaints, page, open, violations } = useDemoPage(async () => ({ PORT: await freePort() }));
  const frame = () => page().frameLocator('dialog.app iframe');
  const openThread = async () => {
    await page().getByRole('button', { name: 'Open the thread', exact: true }).click();
    await frame().locator('h1').waitFor();
  };
  /** The browser fires a dialog's `close` later than the key or the click that closes it. */
  const isClosed = () => page().locator('dialog').waitFor({ state: 'detached' });

  test('opens in a frame of the page, with its cookies in the EHR’s own jar', async () => {
    await open('amina-khan');
    await openThread();
    const url = page().frames().at(-1)?.url() ?? '';
    expect(url).toMatch(/\/thread\?of=[\w-]{36}$/);
    expect(await frame().locator('.banner').textContent()).toBe('Mrs Amina Khan born 4 May 1968 (58)');
    const cookies = await page().context().cookies();
    const session = cookies.find(({ name }) => name === '__Host-thread');
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None', path: '/' });
    expect(cookies.some(({ name }) => name === '__Host-thread-launch')).toBe(false);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('opens from the link of a card, with the context of that card', async () => {
    const launches: unknown[] = [];
    page().on('request', (request) => {
      if (request.url().endsWith('/demo/launch')) launches.push(request.postDataJSON());
    });
    await open('amina-khan');
    expect(await page().locator('.card .app-link').allTextContents()).toEqual(['Open the thread: Who has seen whom']);
    await page().locator('.card .app-link button').click();
    await frame().locator('h1').waitFor();
    expect(await page().locator('.app-bar strong').textContent()).toBe('Who has seen whom: Mrs Amina Khan');
    expect(launches).toEqual([
      {
        userId: 'Practitioner/dr-wren',
        patientId: 'amina-khan',
        encounterId: 'amina-khan-visit-today',
        appContext: expect.stringMatching(/^\{"v":1,"finding":"usual-clinician-left","card":"[\w-]{36}"\}$/),
      },
    ]);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('opens the page of whoever is logged in, without a chart', async () => {
    await page().selectOption('#login', 'dr-roy');
    await page().locator('.session .app-link button').click();
    await frame().locator('h1').waitFor();
    expect(page().frames().at(-1)?.url()).toMatch(/\/thread\/own\?of=[\w-]{36}$/);
    expect(await page().locator('.app-bar strong').textContent()).toBe('Own page: Dr Roy');
    expect(complaints).toEqual([]);
  }, 60_000);

  test('closes by its button, by Escape, and gives the focus back', async () => {
    await open('amina-khan');
    await openThread();
    await page().locator('.app-bar button', { hasText: 'Close' }).click();
    await isClosed();
    await openThread();
    await page().keyboard.press('Escape');
    await isClosed();
    await page().locator('button:focus', { hasText: 'Open the thread' }).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  test('opens in a new window too, where the frame’s is then closed', async () => {
    await open('amina-khan');
    await openThread();
    const [opened] = await Promise.all([page().context().waitForEvent('page'), page().locator('.app-bar a').click()]);
    await opened.locator('h1').waitFor();
    expect(opened.url()).toMatch(/\/thread\?of=/);
    await isClosed();
    await opened.close();
  }, 60_000);

  test('fills the window of a phone', async () => {
    await page().setViewportSize({ width: 360, height: 700 });
    await open('amina-khan');
    await openThread();
    const box = await page().locator('dialog.app').boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 360]);
    expect(await page().evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await violations()).toEqual([]);
  }, 60_000);
});
