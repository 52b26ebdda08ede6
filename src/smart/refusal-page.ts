import type { LaunchRefusal } from '../cards/launch-refusals.ts';
import type { Words } from '../cards/words.ts';
import { type FramedPage, framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import { statusOf } from './refusal.ts';

/** The page that says, in a few sentences, why nothing is shown and what to do; nothing of the request is in it. */
export function refusalPage(
  reason: LaunchRefusal,
  { words, prefix }: { readonly words: Pick<Words, 'wording' | 'language'>; readonly prefix: string },
): FramedPage {
  const { skip, refusals } = words.wording.smart;
  const { title, text: why, act } = refusals[reason];
  const main = `<h1>${text(title)}</h1><p>${text(why)}</p><p>${text(act)}</p>`;
  return { status: statusOf[reason], html: framedPage({ language: words.language, prefix, title, skip, main }) };
}
