import { expect, test } from '@jest/globals';
import { describeInChromium, useDemoPage } from './demo-in-chromium.ts';

describeInChromium('the chart of the demonstration', () => {
  const { complaints, page, open } = useDemoPage();

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
    expect(await visible().count()).toBe(await page().locator('td.counted').count());
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
});
