import { text } from './html.ts';
import { styleOf } from './style.ts';

/** A page that an EHR shows in its own frame, as the answer to one request. */
export interface FramedPage {
  readonly status: number;
  readonly html: string;
}

export interface FramedPageContent {
  /** BCP 47 tag of its language. */
  readonly language: string;
  /** Path of `PUBLIC_URL` without a trailing slash; empty at the root. */
  readonly prefix: string;
  readonly title: string;
  /** Label of the link at the top that leads to what matters most, and the id of that; the main part if left out. */
  readonly skip: string;
  readonly skipTo?: string;
  /** Markup of the main part, its heading included. */
  readonly main: string;
  /** Markup before the main part. */
  readonly header?: string;
  /** A class of the body, by which its print style is chosen. */
  readonly kind?: string;
  /** Address of its style sheet below the prefix, where that is another one. */
  readonly style?: string;
}

/** Address of the style sheet below the prefix, and of the one for pages of numbers. */
export const stylePath = '/thread/style.css';
export const figuresStylePath = '/thread/figures.css';

/** The style of a page of numbers, which an administrator also opens outside of a frame. */
export const figuresStyle = styleOf(new URL('./figures-page.css', import.meta.url));

/** The style sheets of framed pages by their addresses: their content security policy allows none within a page. */
export const framedStyles: Readonly<Record<string, string>> = {
  [stylePath]: styleOf(new URL('./framed-page.css', import.meta.url)),
  [figuresStylePath]: figuresStyle,
};

/** A page without script and without a style of its own; the main part and header are markup, the rest is text. */
export function framedPage({
  language,
  prefix,
  title,
  skip,
  skipTo = 'main',
  main,
  header = '',
  kind,
  style = stylePath,
}: FramedPageContent): string {
  return `<!doctype html><html lang="${text(language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<link rel="stylesheet" href="${text(prefix)}${style}">
<body${kind === undefined ? '' : ` class="${text(kind)}"`}><a class="skip" href="#${text(skipTo)}">${text(skip)}</a>${header}<main id="main">${main}</main></html>`;
}
