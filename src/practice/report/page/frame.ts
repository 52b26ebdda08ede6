import { createHash } from 'node:crypto';
import { text } from '../../../pages/html.ts';
import { styleOf } from '../../../pages/style.ts';

const style = styleOf(new URL('./report.css', import.meta.url));
const digest = createHash('sha256').update(style).digest('base64');

/** Nothing but the style below: no script, no image, no address that the page could ask. */
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** What stands in a page. */
export interface ReportFrame {
  /** BCP 47 tag of its language. */
  readonly language: string;
  readonly title: string;
  /** Label of the link to the main part. */
  readonly skip: string;
  readonly main: string;
}

/** A page in one file: it needs nothing but itself, and runs nothing. The main part is markup, the rest is text. */
export function reportFrame({ language, title, skip, main }: ReportFrame): string {
  return `<!doctype html><html lang="${text(language)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${text(title)} · Secure Base</title>
<style>${style}</style></head>
<body><a class="skip" href="#main">${text(skip)}</a><main id="main">${main}</main></body></html>
`;
}
