import type { PracticeReportWords } from '../../../cards/wording/practice-report-words.ts';
import type { Words } from '../../../cards/words.ts';
import { text } from '../../../pages/html.ts';
import type { Shown } from '../figures/practice-report.ts';

/** What the parts of the page speak with. */
export interface Phrases {
  readonly words: Words;
  readonly wording: PracticeReportWords;
  /** A number of people or visits, or why it is not printed. */
  count(shown: Shown): string;
  /** `54%`, `54 %` of a share from 0 to 1, in tables with a decimal; a dash where there is none. */
  percent(share: number | undefined, decimals?: 0 | 1): string;
  /** An index from 0 to 1 with two decimals; a dash where there is none. */
  index(value: number | undefined): string;
}

/** By the number of decimals. */
const percentages = ['{value, number, ::percent}', '{value, number, ::percent .0}'] as const;

export function phrasesOf(words: Words, limit: number): Phrases {
  const wording = words.wording.practiceReport;
  const formatted = (value: number | undefined, format: string) =>
    value === undefined || Number.isNaN(value) ? wording.none : words.format(format, { value });
  return {
    words,
    wording,
    count: (shown) => {
      if (typeof shown === 'number') return words.number(shown);
      return shown === 'small' ? `<${limit}` : wording.withheld;
    },
    percent: (share, decimals = 0) => formatted(share, percentages[decimals]),
    index: (value) => formatted(value, '{value, number, ::.00}'),
  };
}

/** A heading that a chart or a table is named by. */
export function heading(id: string, title: string): string {
  return `<h2 id="${id}">${text(title)}</h2>`;
}

/** A paragraph in small letters. */
export function note(id: string, sentence: string): string {
  return `<p class="soft" id="${id}">${text(sentence)}</p>`;
}
