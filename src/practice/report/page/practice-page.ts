import type { Words } from '../../../cards/words.ts';
import { text } from '../../../pages/html.ts';
import type { PracticeReport } from '../figures/practice-report.ts';
import type { Window } from '../window.ts';
import { findings } from './findings.ts';
import { reportFrame } from './frame.ts';
import { groupsPart } from './groups-part.ts';
import { lengthsPart } from './lengths-part.ts';
import { listsPart } from './lists-part.ts';
import { type Missing, missingPart } from './missing.ts';
import { monthsPart } from './months-part.ts';
import { type Phrases, phrasesOf } from './phrases.ts';
import { departedPart, indicesPart, populationPart } from './table-parts.ts';

/** One practice's report as a page of its own: what was found, then the charts, each with its numbers. */
export function practicePage(report: PracticeReport, missing: Missing, limit: number, words: Words): string {
  const phrases = phrasesOf(words, limit);
  const title = words.format(phrases.wording.title, { practice: report.name });
  const parts = [
    findings(report, phrases),
    missingPart(missing, limit, phrases),
    ...[monthsPart, listsPart, groupsPart, lengthsPart, departedPart, indicesPart, populationPart].map(
      (part) => `<section>${part(report, phrases)}</section>`,
    ),
    readingPart(phrases, limit),
  ];
  const main = head(title, report.window, phrases) + parts.join('');
  return reportFrame({ language: words.language, title, skip: phrases.wording.skip, main });
}

/** The title, and the days that a page is about. */
export function head(title: string, { from, to }: Window, { words, wording }: Phrases): string {
  const period = words.format(wording.period, { from: words.date(from), to: words.date(to - 1) });
  return `<h1>${text(title)} <span class="soft">${text(period)}</span></h1>`;
}

/** What each figure means, and what is not printed. */
export function readingPart({ words, wording }: Phrases, limit: number): string {
  const { reading } = wording;
  const suppressed =
    limit > 1 ? words.format(reading.suppressed, { most: limit - 1, mark: `<${limit}` }) : reading.everything;
  const items = [...reading.definitions, suppressed].map((one) => `<li>${text(one)}</li>`).join('');
  return `<section class="reading"><h2>${text(reading.heading)}</h2><ul>${items}</ul></section>`;
}
