import { expect, test } from '@jest/globals';
import { people } from '../../demo/practice/people.ts';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

interface Shown {
  readonly cards?: readonly { readonly extension?: Readonly<Record<string, Evidence>> }[];
}
interface Evidence {
  readonly counted?: readonly string[];
  readonly notCounted?: readonly { readonly reference: string }[];
}

describeInChromium('the chart of the demonstration', () => {
  const { complaints, page, open, fire, violations } = useDemoPage();

  /** References of the rows with this mark. */
  const marked = (mark: string) =>
    page().evaluate<string[]>(
      `[...document.querySelectorAll('td.${mark}:not(:empty)')].map((cell) => cell.parentElement.dataset.reference).sort()`,
    );

  test('whatever a card counted or left out is a row of the dated list that says so, for everyone and every user', async () => {
    for (const user of ['dr-wren', 'dr-roy', 'dr-brook', 'dr-lee']) {
      await page().selectOption('#login', user);
      if (user !== 'dr-wren') await page().waitForSelector('.exchange');
      for (const { id, expect: shown } of people) {
        if (user !== 'dr-wren' && shown.to?.[user] === undefined) continue;
        const answered = page().waitForResponse((one) => /\/cds-services\/[^/]+$/.test(one.url()));
        await open(id);
        const { cards = [] } = (await (await answered).json()) as Shown;
        const evidence = cards.map(({ extension }) => extension?.['org.secure-base.evidence'] ?? {});
        const counted = evidence.flatMap((one) => one.counted ?? []);
        const leftOut = evidence.flatMap((one) => (one.notCounted ?? []).map(({ reference }) => reference));
        expect([id, await marked('counted')]).toEqual([id, [...new Set(counted)].toSorted()]);
        expect([id, await marked('not-counted')]).toEqual([id, [...new Set(leftOut)].toSorted()]);
      }
    }
    expect(complaints).toEqual([]);
  }, 180_000);

  test('is newest first, with what lies ahead above today', async () => {
    await open('catriona-reid');
    const lines = await page().locator('.record tbody tr').allTextContents();
    const today = lines.indexOf('Today, 24 November 2026');
    expect(today).toBeGreaterThan(0);
    const dates = await page().locator('.record td.date').allTextContents();
    const times = dates.map((date) => Date.parse(date.replace('Sept', 'Sep')));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(times.filter((time) => time > Date.parse('2026-11-24'))).toHaveLength(today);
  });

  test('is filtered by kind, and to what the card counted', async () => {
    await open('ada-yates');
    const visible = () => page().locator('.record tr[data-reference]:visible');
    const all = await visible().count();
    await page().selectOption('#kind', 'Problem');
    const kinds = await visible().locator('td.kind').allTextContents();
    expect(new Set(kinds)).toEqual(new Set(['Problem']));
    expect(kinds.length).toBeLessThan(all);
    expect(await page().textContent('.record caption')).toBe(`${kinds.length} entries, newest first`);
    await page().selectOption('#kind', 'on the card');
    expect(await visible().count()).toBe((await marked('counted')).length);
    await page().selectOption('#kind', 'everything');
    expect(await visible().count()).toBe(all);
  });

  test('has at its head who the person is, and what is to be known of them', async () => {
    await page().route('**/demo/fhir/Patient/amina-khan', async (route) => {
      const patient = await (await route.fetch()).json();
      const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }];
      const address = [{ line: ['4 Mill Row'], city: 'Alderbridge', postalCode: 'ZZ4 2AR' }];
      await route.fulfill({ json: { ...patient, birthDate: '1968-11-25', identifier, address } });
    });
    await page().route(/AllergyIntolerance/, (route) =>
      route.fulfill({
        json: { entry: [{ resource: { resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } } }] },
      }),
    );
    await open('amina-khan');
    expect(await page().textContent('.identity')).toBe('Female · born 25 November 1968 (57) · NHS number 999 000 0018');
    expect(await page().textContent('.banner')).toMatch(
      /Allergies.?Penicillin.*Address.?4 Mill Row, Alderbridge, ZZ4 2AR/,
    );
    await open('ruth-fox');
    expect(await page().textContent('.banner')).toMatch(/Medicines.?\w+/);
    await open('margaret-hall');
    expect(await page().textContent('.banner')).toMatch(/Problems.?Heart failure.*Team.?Nurse Dean, Dr Wren, Dr Lee/i);
  });

  test.each([
    ['arnold-wood', /Wife, Edith Wood: died 12 October 2026, same address, own record here/],
    ['alice-ford', /Son, Toby Ford: in hospital since \d+ November 2026, same address/],
    ['clare-innes', /Daughter, Ruby Innes: .*another address/],
    ['joseph-lyle', /27 Oct 2026ProblemMultiple sclerosis/],
    ['imogen-ross', /Hospital stay until 20 October 2026: fracture of shaft of femur/],
    ['hugo-vale', /Left before being seen, after 65 minutes/],
    ['denis-cope', /To do by 29 October 2026: call back/],
    ['amina-khan', /Handover noteWhat matters to me: my garden.*Dr Patel/],
    ['walter-brown', /About me, by the personI was a ship’s carpenter/],
    ['albert-munn', /: bereavement/],
    ['ruth-fox', /Collected: .*, for 28 days/],
    ['ruth-fox', /Repeat: /],
    ['amina-khan', /: ended on \d+ August 2026Dr Patel/],
    ['vera-cole', /InvitationCervical|InvitationSmear/],
    ['nora-byrne', /Referral/],
    ['sami-noor', /Shared note of early signs/],
  ])('the record of %s has what its card rests on (%#)', async (id, words) => {
    await open(id);
    expect(await page().textContent('.record')).toMatch(words);
    expect(complaints).toEqual([]);
  });

  test('says why a visit was not counted', async () => {
    await open('amina-khan');
    expect(await page().locator('td', { hasText: 'not counted: it was cancelled' }).count()).toBe(1);
    expect(await page().textContent('.card .evidence')).toMatch(/^Counted: \d+ visits/);
    expect(await page().getAttribute('.card .source a', 'href')).toContain('/detections/usual-clinician-left');
  });

  test('on paper there are the card and the whole record in ink, and nothing to press', async () => {
    await open('ada-yates');
    await page().selectOption('#kind', 'Visit');
    const rows = await page().locator('.record tr[data-reference]').count();
    await page().emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page().locator('.card h3').isVisible()).toBe(true);
    expect(await page().locator('.record tr[data-reference]:visible').count()).toBe(rows);
    const controls = page().locator(
      'button:visible, select:visible, summary:visible:not(.document summary), nav:visible',
    );
    expect(await controls.count()).toBe(0);
    expect(await page().evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page().evaluate("getComputedStyle(document.querySelector('.card h3')).color")).toBe('rgb(0, 0, 0)');
  });

  test('notes are open while they are printed, and closed again after it', async () => {
    await open('amina-khan');
    const isOpen = () => page().evaluate("document.querySelector('.document').open");
    expect(await isOpen()).toBe(false);
    await page().evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await isOpen()).toBe(true);
    await page().evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await isOpen()).toBe(false);
  });

  test('a chart without a card says why, for each detection of the moment, in the words of the engine', async () => {
    await open('henry-hope');
    expect(await page().textContent('.quiet')).toBe('No card.');
    expect(await page().getAttribute('.why', 'open')).toBe('');
    const rows = await page().locator('.why dd').allTextContents();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.endsWith('.'))).toBe(true);
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

  test.each([
    ['timeout', 'Not read in time: who works here.'],
    ['refused', 'Not read, because the server refused it: who works here.'],
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
