import { spokenName } from '../cards/names.ts';
import type { Words } from '../cards/words.ts';
import type { Person, SharedSignature } from '../history/history.ts';
import { framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import type { PageLinks } from './page.ts';

/** The note that was written together as a leaflet of one A5 page, for the person to take along. */
export function leaflet(
  { words: own, signs, written }: SharedSignature,
  person: Person,
  { whoToRing, ...links }: Omit<PageLinks, 'launch'> & { readonly whoToRing: string | undefined },
  words: Words,
): string {
  const { sheet, skipToMain } = words.wording.thread;
  const name = spokenName(person.name, words.wording.names)?.long;
  const date = written === undefined ? {} : { date: words.date(written) };
  const main = [
    `<h1>${text(sheet.title)}</h1>`,
    name === undefined ? '' : `<p>${text(words.format(sheet.of, { name }))}`,
    own === undefined ? '' : `<h2>${text(sheet.inOwnWords)}</h2><blockquote>${text(own)}</blockquote>`,
    signs.length === 0
      ? ''
      : `<h2>${text(sheet.signs)}</h2><ul>${signs.map((one) => `<li>${text(one.text)}`).join('')}</ul>`,
    `<h2>${text(sheet.ring)}</h2><p>${text(whoToRing ?? sheet.noRing)}`,
    `<p class="soft">${text(words.format(sheet.written, date))}`,
  ].join('');
  return framedPage({ ...links, title: sheet.title, skip: skipToMain, main, kind: 'leaflet' });
}
