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

describeInChromium('what a card counts, in the demonstration', () => {
  const { complaints, page, open, fire } = useDemoPage();

  /** References of the rows with this mark. */
  const marked = (mark: string) =>
    page().evaluate<string[]>(
      `[...document.querySelectorAll('td.${mark}:not(:empty)')].map((cell) => cell.parentElement.dataset.reference).sort()`,
    );

  /** Does something that calls the service, and compares what the cards name with what the page marks. */
  const expectMarks = async (what: string, act: () => Promise<void>) => {
    const answered = page().waitForResponse((one) => /\/cds-services\/[^/]+$/.test(one.url()));
    await act();
    const { cards = [] } = (await (await answered).json()) as Shown;
    const evidence = cards.map(({ extension }) => extension?.['org.secure-base.evidence'] ?? {});
    const counted = new Set(evidence.flatMap((one) => one.counted ?? []));
    const leftOut = new Set(evidence.flatMap((one) => (one.notCounted ?? []).map(({ reference }) => reference)));
    expect([what, await marked('counted')]).toEqual([what, [...counted].toSorted()]);
    expect([what, await marked('not-counted')]).toEqual([what, [...leftOut].toSorted()]);
    return counted.size;
  };
  const logIn = async (user: string) => {
    if ((await page().inputValue('#login')) === user) return;
    await page().selectOption('#login', user);
    if (new URL(page().url()).hash !== '') await page().waitForSelector('.exchange');
  };

  test('every chart opens with its card, and whatever that counted or left out is a row that says so', async () => {
    let counted = 0;
    for (const user of ['dr-wren', 'dr-roy', 'dr-brook', 'dr-lee']) {
      await logIn(user);
      for (const { id, expect: shown } of people) {
        if (user !== 'dr-wren' && shown.to?.[user] === undefined) continue;
        counted += await expectMarks(`${user} opens ${id}`, () => open(id));
        const cards = shown.everyone === null ? 0 : 1;
        if (shown.to === undefined) expect([id, await page().locator('.card').count()]).toEqual([id, cards]);
      }
    }
    expect(counted).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
  }, 240_000);

  const labels = {
    'encounter-start': 'Start the visit',
    'encounter-discharge': 'End the visit',
    'appointment-book': 'Book',
  };

  test('the same at every other moment of a chart, with a proposed appointment as a row too', async () => {
    let counted = 0;
    for (const { id, moments = [] } of people) {
      for (const { hook, user, booked, shows } of moments) {
        if (shows === null) continue;
        await logIn(user);
        await open(id);
        if (booked) await page().locator('.moments select').first().selectOption(booked[0]);
        if (booked) await page().locator('.moments select').last().selectOption({ index: 1 });
        counted += await expectMarks(`${hook} of ${id}`, () => fire(labels[hook]));
      }
    }
    expect(counted).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  }, 120_000);
});
