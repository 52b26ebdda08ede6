import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AdminWords } from '../../cards/wording/admin-words.ts';
import { figuresStyle, figuresStylePath, framedPage } from '../../pages/framed-page.ts';
import { text } from '../../pages/html.ts';

/** A page and what its browser may do with it. */
export interface GuardedPage {
  readonly html: string;
  /** Its content security policy. */
  readonly policy: string;
}

const script = readFileSync(new URL('./form-script.js', import.meta.url), 'utf8');
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const styled = `${nothing}; style-src ${hashOf(figuresStyle)}`;
/** The one script, by its hash, and calls to where it came from. */
const scripted = `${styled}; script-src ${hashOf(script)}; connect-src 'self'`;

export interface FrameWords {
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly wording: AdminWords;
}

/** The figures as a page in one file, to be saved and printed; it runs nothing. */
export function figuresPage(main: string, { language, wording }: FrameWords): GuardedPage {
  return { html: documentOf(wording.title, main, { language, wording }), policy: styled };
}

/** The figures in the frame of an EHR. */
export function framedFigures(main: string, prefix: string, { language, wording }: FrameWords): string {
  const { title, skip } = wording;
  return framedPage({ language, prefix, title, skip, main, style: figuresStylePath });
}

/**
 * The form in which an administrator types the token: its one script asks for the figures and puts them in its place. The field
 * has no name and the policy lets no form be sent, so that without the script the token goes nowhere, least of all into an address.
 */
export function formPage(prefix: string, words: FrameWords): GuardedPage {
  const { title, intro, label, button, noScript, ...states } = words.wording.form;
  const data = Object.entries({ ...states, address: `${prefix}/admin/summary` })
    .map(([name, value]) => ` data-${name}="${text(value)}"`)
    .join('');
  const main = `<h1>${text(title)}</h1><p>${text(intro)}</p>
<form id="form" autocomplete="off"${data}><label for="token">${text(label)}</label><input id="token" type="text" required autocomplete="off" autocapitalize="none" spellcheck="false"><button id="open">${text(button)}</button><p id="state" role="status"></p></form>
<noscript><p>${text(noScript)}</p></noscript>`;
  return { html: documentOf(title, main, words, `<script>${script}</script>`), policy: scripted };
}

function documentOf(title: string, main: string, { language, wording }: FrameWords, last = ''): string {
  return `<!doctype html><html lang="${text(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${text(title)} · Secure Base</title>
<style>${figuresStyle}</style></head>
<body><a class="skip" href="#main">${text(wording.skip)}</a><main id="main">${main}</main>${last}</body></html>
`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
