/** The content type of a page. */
export const html = 'text/html; charset=utf-8';

/** A link to another page: relative address and label. */
export type PageLink = readonly [address: string, label: string];

const style = `:root{color-scheme:light dark;--rule:light-dark(#d8d2c8,#4a443d);--soft:light-dark(#55504a,#b5aea5);--wash:light-dark(#fbf3ea,#2a2521)}
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:light-dark(#1d2b2a,#dbe7e4);background:light-dark(#fff,#191715);overflow-wrap:break-word}
h1,h2,h3{line-height:1.2}nav{display:flex;gap:1.25rem;font-size:.9rem}a{color:light-dark(#7a3e2b,#e3a78e)}
dt{font-weight:600;margin-top:.6rem}dd{margin:0}blockquote{margin:0;padding:.2rem 1.25rem;background:var(--wash);border-left:4px solid light-dark(#7a3e2b,#e3a78e)}
.soft{color:var(--soft);font-size:.9rem}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
.wide{overflow-x:auto}table{border-collapse:collapse}td:first-child,th{white-space:nowrap}tr+tr td{border-top:1px solid var(--rule)}
@media print{:root{color-scheme:light}nav{display:none}body{max-width:none;margin:0}.wide{overflow:visible}blockquote,tr,dd{break-inside:avoid}}`;

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
