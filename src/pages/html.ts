import { styleOf } from './style.ts';

/** The content type of a page. */
export const html = 'text/html; charset=utf-8';

/** A link to another page: relative address and label. */
export type PageLink = readonly [address: string, label: string];

/** What a plain page shows. */
export interface Page {
  /** BCP 47 tag of its language. */
  readonly language: string;
  readonly title: string;
  /** Markup. */
  readonly content: string;
  /** Links to other pages, and the name of their list for who hears the page; none if left out. */
  readonly nav?: { readonly label: string; readonly links: readonly PageLink[] };
}

const style = styleOf(new URL('./plain-page.css', import.meta.url));

/** A plain page. */
export function page({ language, title, content, nav }: Page): string {
  return `<!doctype html><html lang="${text(language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<style>${style}</style>
${nav === undefined ? '' : navOf(nav)}<main><h1>${text(title)}</h1>${content}</main></html>`;
}

function navOf({ label, links }: NonNullable<Page['nav']>): string {
  const items = links.map(([address, title]) => `<a href="${text(address)}">${text(title)}</a>`);
  return `<nav aria-label="${text(label)}">${items.join('')}</nav>`;
}

/** Escapes a text for HTML. */
export function text(raw: string): string {
  return raw.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
