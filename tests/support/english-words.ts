import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languages } from '#src/cards/wording/index.ts';
import type { Wording } from '#src/cards/wording/wording.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Section = keyof Wording;

/**
 * What of the English words of these sections stands in the visible text of a page in another language: the parts of each
 * message between its arguments, of two words or more, unless that language has the same in its own words.
 */
export function englishIn(markup: string, sections: readonly Section[], language: Language): readonly string[] {
  const own = textsOf(sections.map((section) => languages[language][section])).join('\n');
  const page = ` ${visibleText(markup)} `;
  const parts = new Set(textsOf(sections.map((section) => languages['en-GB'][section])).flatMap(partsOf));
  return [...parts].filter((part) => !own.includes(part) && page.includes(part));
}

/** The text that a reader sees; without code, and without what the page itself marks as being of another language. */
export function visibleText(markup: string): string {
  return markup
    .replace(/<(style|svg|code)\b.*?<\/\1>/gs, ' ')
    .replace(/<dd lang="[^"]+">.*?(?=<d[td]|<\/dl>)/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
}

/** The tag that a page has for its language. */
export function languageOf(markup: string): string | undefined {
  return /^<!doctype html><html lang="([^"]*)">/.exec(markup)?.[1];
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function partsOf(message: string): string[] {
  const parts: string[] = [];
  const walk = (elements: Ast): void => {
    for (const element of elements) {
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
      else if (element.type === literal) parts.push(element.value.trim().replace(/\s+/g, ' '));
    }
  };
  walk(new IntlMessageFormat(message, 'en-GB', undefined, { ignoreTag: true }).getAst());
  return parts.filter((part) => /\p{L}{2,}.* .*\p{L}{2,}/u.test(part) || part === message.trim());
}

const literal = 0;
