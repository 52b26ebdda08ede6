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
}

/** Address of the style sheet below the prefix. */
export const stylePath = '/thread/style.css';

/** The style sheet of all framed pages: their content security policy allows none within a page. */
export const framedStyle = styleOf(new URL('./framed-page.css', import.meta.url));

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
}: FramedPageContent): string {
  return `<!doctype html><html lang="${text(language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)} · Secure Base</title>
<link rel="stylesheet" href="${text(prefix)}${stylePath}">
<body${kind === undefined ? '' : ` class="${text(kind)}"`}><a class="skip" href="#${text(skipTo)}">${text(skip)}</a>${header}<main id="main">${main}</main></html>`;
}
