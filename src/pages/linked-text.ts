import { text } from './html.ts';
import { citationsIn, papers } from './papers.ts';

/** The marks of the catalogue, which are nobody's words: with the address of the detection’s page and its title, in quotation marks. */
export type Marks = ReadonlyMap<string, { readonly address: string; readonly title: string }>;

/**
 * A text as markup: a mark such as A1 is the title of its detection, a paper that can be read is a link, and what stands
 * between backticks is code.
 */
export function linkedText(raw: string, marks: Marks): string {
  const withTitles = text(raw)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\b[A-K]\d\b/g, (mark) => {
      const found = marks.get(mark);
      return found ? `<a href="${found.address}">${text(found.title)}</a>` : mark;
    });
  return citationsIn(raw).reduce((markup, { written, key }) => {
    const address = papers[key];
    return address
      ? markup.replace(text(written), `<a href="${address}" rel="noreferrer">${text(written)}</a>`)
      : markup;
  }, withTitles);
}
