import { getDocumentProxy } from 'unpdf';
import { startChromium } from '../chromium.ts';
import type { Chapter } from './chapter.ts';
import { markupOf, type PageNumbers } from './markup.ts';
import type { Revision } from './revision.ts';

/** Prints the chapters to a PDF, twice: only a printed file shows on which page a heading is, for the contents. */
export async function printSafetyFile(chapters: readonly Chapter[], revision: Revision): Promise<Uint8Array> {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    const print = async (pages: PageNumbers) => {
      await page.setContent(markupOf(chapters, revision, pages));
      return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    };
    return await print(await pageNumbers(await print(new Map())));
  } finally {
    await browser.close();
  }
}

/** The page, from 1, of each place in a PDF that a link leads to. */
async function pageNumbers(pdf: Uint8Array): Promise<PageNumbers> {
  const file = await getDocumentProxy(new Uint8Array(pdf));
  const places = Object.entries(await file.getDestinations());
  const numbered = await Promise.all(
    places.map(async ([name, [page]]) => [name, (await file.getPageIndex(page)) + 1] as const),
  );
  await file.destroy();
  return new Map(numbered);
}
