import type { AdminWords } from '../../cards/wording/admin-words.ts';
import type { Words } from '../../cards/words.ts';
import { parseDay } from '../../history/calendar.ts';
import { text } from '../../pages/html.ts';
import type { Count } from '../statement/statement.ts';

/** What the parts of the page are written with. */
export interface Phrases {
  readonly words: Words;
  readonly wording: AdminWords;
  /** A number as it is printed; a dash where there is none. */
  count(count: Count | undefined): string;
  /** A rate with one decimal; a dash where there is none. */
  rate(rate: number | undefined): string;
  /** `7 December 2026` of an ISO date. */
  date(iso: string): string;
  /** The title of a detection; its code if this release has none of that name. */
  title(code: string): string;
  /** The version of a detection's words and rule in this release. */
  version(code: string): string | undefined;
  /** An example of its card's first sentence. */
  sentence(code: string): string | undefined;
  /** Puts rows in the order of the alphabet. */
  compare(a: string, b: string): number;
}

/** What the page is made with beside words. */
export interface PageSources {
  readonly words: Words;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly versions: ReadonlyMap<string, string>;
  readonly sentence: (code: string) => string | undefined;
}

const oneDecimal = '{rate, number, ::.0}';

export function phrasesOf({ words, language, versions, sentence }: PageSources): Phrases {
  const wording = words.wording.admin;
  const titles: Readonly<Record<string, { readonly title: string } | undefined>> = words.wording.descriptions;
  const { compare } = new Intl.Collator(language);
  return {
    ...{ words, wording, sentence, compare },
    count: (count) => (typeof count === 'number' ? words.number(count) : (count ?? wording.notPrinted)),
    rate: (rate) => (rate === undefined ? wording.notPrinted : words.format(oneDecimal, { rate })),
    date: (iso) => words.date(parseDay(iso) ?? 0),
    title: (code) => titles[code]?.title ?? code,
    version: (code) => versions.get(code),
  };
}

/** A name for a code of a table of words, or the code where a former release wrote it. */
export function named(names: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}

/** A heading that a chart or a table is named by. */
export function heading(id: string, title: string): string {
  return `<h2 id="${id}">${text(title)}</h2>`;
}

/** A paragraph in small letters. */
export function note(id: string, sentence: string): string {
  return `<p class="soft" id="${id}">${text(sentence)}</p>`;
}
