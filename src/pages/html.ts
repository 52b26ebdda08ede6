import { styleOf } from './style.ts';

/** The content type of a page. */
export const html = 'text/html; charset=utf-8';

/** A link to another page: relative address and label. */
export type PageLink = readonly [address: string, label: string];

const style = styleOf(new URL('./plain-page.css', import.meta.url));

/** A plain page; `content` is markup. */
export function page(title: string, content: string, links: readonly PageLink[] = []): string {
  const nav = links.map(([address, label]) => `<a href="${address}">${text(label)}</a>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<style>${style}</style>
${nav === '' ? '' : `<nav aria-label="Pages">${nav}</nav>`}<main><h1>${text(title)}</h1>${content}</main></html>`;
}

/** Escapes a text for HTML. */
export function text(raw: string): string {
  return raw.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
