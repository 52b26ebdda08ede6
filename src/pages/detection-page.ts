import type { Description } from '../cards/wording/wording.ts';
import type { Words } from '../cards/words.ts';
import { page, text } from './html.ts';
import { linkedText, type Marks } from './linked-text.ts';
import type { SampleCard } from './sample-cards.ts';
import { settingValue } from './setting-value.ts';

/** One row of the thresholds in force. */
export interface Setting {
  readonly name: string;
  /** In English: settings are for whoever installs the service. */
  readonly description: string;
  readonly value: unknown;
}

/** What the page of a detection shows. */
export interface DetectionPage {
  readonly code: string;
  readonly description: Description;
  readonly settings: readonly Setting[];
  /** Undefined where it is never a card. */
  readonly sample: SampleCard | undefined;
  /** The detections that its texts may name. */
  readonly marks: Marks;
  /** What links to other pages end with, so that they are in the same language. */
  readonly query: string;
}

/** What a detection looks for, on what evidence, what it does not fire on, and a card of it. */
export function detectionPage(detection: DetectionPage, words: Words): string {
  const { code, description: about, settings, sample, marks, query } = detection;
  const { detectionPages: wording } = words.wording;
  const linked = (raw: string) => linkedText(raw, marks);
  const grade = words.format(wording.grade, { grade: about.grade });
  const content = [
    section(wording.looksFor, `<p>${linked(about.looksFor)}</p>`),
    sample ? section(wording.asCard, quotation(sample, wording.fictional)) : '',
    section(wording.evidence, `<p>${linked(about.evidence)}</p><p>${text(grade)}</p>`),
    section(wording.notOn, `<ul>${about.notOn.map((line) => `<li>${linked(line)}</li>`).join('')}</ul>`),
    section(wording.act, `<p>${linked(about.act)}</p>`),
    settings.length > 0 ? section(wording.settings, settingList(settings, marks, words)) : '',
    `<p class="soft">${text(wording.code)} <code>${code}</code></p>`,
  ].join('');
  const links = [
    ['../', 'Secure Base'],
    [`../detections${query}`, wording.all],
  ] as const;
  return page({ language: words.language, title: about.title, content, nav: { label: wording.pages, links } });
}

function quotation({ summary, detail }: SampleCard, fictional: string): string {
  const paragraphs = detail.split('\n\n').map((one) => `<p>${text(one)}</p>`);
  return `<blockquote><p><strong>${text(summary)}</strong></p>${paragraphs.join('')}</blockquote><p class="soft">${text(fictional)}</p>`;
}

function settingList(settings: readonly Setting[], marks: Marks, { language, wording }: Words): string {
  const english = language === settingsLanguage ? '' : ` lang="${settingsLanguage}"`;
  const items = settings.map(({ name, description, value }) => {
    const inWords = settingValue(value, wording.detectionPages);
    return `<dt><code>${text(name)}</code>: ${text(inWords)}<dd${english}>${linkedText(description, marks)}`;
  });
  return `<dl>${items.join('')}</dl>`;
}

/** That of `Setting.description`. */
const settingsLanguage = 'en-GB';

function section(title: string, content: string): string {
  return `<h2>${text(title)}</h2>${content}`;
}
