import type { Words } from '../cards/words.ts';
import { type FramedPage, framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';

/** What every one of these pages is written with. */
export interface PageSetting {
  readonly words: Words;
  /** BCP 47 tag of the words. */
  /** Path of `PUBLIC_URL` without a trailing slash. */
  readonly prefix: string;
}

export function paragraph(content: string, className?: string): string {
  return `<p${className === undefined ? '' : ` class="${className}"`}>${text(content)}</p>`;
}

/** A link to a page of the same launch, which the address names so that it is never answered with another's. */
export function linkTo(path: string, launch: string, label: string, prefix: string): string {
  return `<p><a href="${text(prefix)}${path}${path.includes('?') ? '&#38;' : '?'}of=${encodeURIComponent(launch)}">${text(label)}</a></p>`;
}

/**
 * A table; cells are markup. The caption is left out where a heading says the same. On a narrow page each cell stands in a
 * line of its own, under the heading that it carries.
 */
export function table(
  caption: string | undefined,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = headings.map((one) => `<th scope="col">${text(one)}</th>`).join('');
  const body = rows
    .map(
      (row) => `<tr>${row.map((cell, i) => `<td data-label="${text(headings[i] ?? '')}">${cell}</td>`).join('')}</tr>`,
    )
    .join('');
  const title = caption === undefined ? '' : `<caption>${text(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** A page under this heading. */
export function titledPage(
  { words, prefix }: PageSetting,
  { title, content, status = 200, kind }: { title: string; content: string; status?: number; kind?: string },
): FramedPage {
  const { skip } = words.wording.ownPage;
  const main = `<h1>${text(title)}</h1>${content}`;
  return {
    status,
    html: framedPage({ language: words.language, prefix, title, skip, main, ...(kind !== undefined && { kind }) }),
  };
}

/** Why a page is not for whoever opened it. */
export type Refusal = 'switched-off' | 'not-clinical' | 'not-known';

const statuses: Readonly<Record<Refusal, number>> = { 'switched-off': 404, 'not-clinical': 403, 'not-known': 403 };

/** A kind page that says so. */
export function refusal(setting: PageSetting, why: Refusal): FramedPage {
  const { title, text: content } = setting.words.wording.ownPage.refusals[why];
  return titledPage(setting, { title, content: paragraph(content), status: statuses[why] });
}
