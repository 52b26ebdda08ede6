/** The content type of a page. */
export const html = 'text/html; charset=utf-8';

/** A plain page; `content` is markup. */
export function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:light-dark(#1d2b2a,#dbe7e4)}h1,h2{line-height:1.2}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}</style>
<main><h1>${text(title)}</h1>${content}</main></html>`;
}

/** Escapes a text for HTML. */
export function text(raw: string): string {
  return raw.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
