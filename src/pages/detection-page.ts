import type { Description } from '../cards/wording/wording.ts';
import { page, text } from './html.ts';
import { linkedText, type Marks } from './linked-text.ts';
import { settingValue } from './setting-value.ts';

/** One row of the thresholds in force. */
export interface Setting {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
}

/** A card of fictional people, in paragraphs. */
export interface SampleCard {
  readonly summary: string;
  readonly detail: string;
}

interface Detection {
  readonly code: string;
  readonly description: Description;
  readonly settings: readonly Setting[];
  /** Undefined where it is never a card. */
  readonly sample: SampleCard | undefined;
}

/** What a detection looks for, on what evidence, what it does not fire on, and a card of it. */
export function detectionPage({ code, description: about, settings, sample }: Detection, marks: Marks): string {
  const linked = (raw: string) => linkedText(raw, marks);
  const notOn = about.notOn.map((line) => `<li>${linked(line)}</li>`).join('');
  const content = [
    section('What it looks for', `<p>${linked(about.looksFor)}</p>`),
    sample ? section('As a card', quotation(sample)) : '',
    section('Evidence', `<p>${linked(about.evidence)}</p><p>Grade: ${text(about.grade)}</p>`),
    section('What it does not fire on', `<ul>${notOn}</ul>`),
    section('What may help', `<p>${linked(about.act)}</p>`),
    settings.length > 0 ? section('Settings', settingList(settings, marks)) : '',
    `<p class="soft">In settings and logs: <code>${code}</code></p>`,
  ].join('');
  const links = [
    ['../', 'Secure Base'],
    ['../detections', 'All detections'],
  ] as const;
  return page(about.title, content, links);
}

function quotation({ summary, detail }: SampleCard): string {
  const paragraphs = detail.split('\n\n').map((one) => `<p>${text(one)}</p>`);
  return `<blockquote><p><strong>${text(summary)}</strong></p>${paragraphs.join('')}</blockquote><p class="soft">The people are fictional.</p>`;
}

function settingList(settings: readonly Setting[], marks: Marks): string {
  const items = settings.map(
    ({ name, description, value }) =>
      `<dt><code>${text(name)}</code>: ${text(settingValue(value))}<dd>${linkedText(description, marks)}`,
  );
  return `<dl>${items.join('')}</dl>`;
}

function section(title: string, content: string): string {
  return `<h2>${title}</h2>${content}`;
}
