import type { Words } from '../../../cards/words.ts';
import { text } from '../../../pages/html.ts';
import { all, ids } from '../figures/ids.ts';
import type { PracticeReport } from '../figures/practice-report.ts';
import type { Window } from '../window.ts';
import { reportFrame } from './frame.ts';
import { htmlTable } from './html-table.ts';
import { type Missing, missingPart } from './missing.ts';
import { heading, note, type Phrases, phrasesOf } from './phrases.ts';
import { head, readingPart } from './practice-page.ts';

/** Several practices on one page, in the order of the alphabet: no clinician stands on it, and no sum of practices. */
export function regionPage(
  reports: readonly PracticeReport[],
  missing: Missing,
  window: Window,
  limit: number,
  words: Words,
): string {
  const phrases = phrasesOf(words, limit);
  const { wording } = phrases;
  const title = words.format(wording.region.title, { count: reports.length });
  const main = [
    head(title, window, phrases),
    `<p class="caveat">${text(wording.caveat)}</p>`,
    missingPart(missing, limit, phrases),
    heading('practices', wording.region.heading),
    note('practices-about', wording.region.about),
    table(reports, phrases),
    readingPart(phrases, limit),
  ];
  return reportFrame({ language: words.language, title, skip: wording.skip, main: main.join('') });
}

function table(reports: readonly PracticeReport[], phrases: Phrases): string {
  const { practice, people, visits, slicc, opr, computed, meanUpc, atLeast40, of, seen, sameTwice } =
    phrases.wording.columns;
  const head = [practice, people, visits, slicc, opr, computed, meanUpc, atLeast40, of, seen, of, sameTwice];
  return htmlTable(
    'practices',
    head,
    reports.map((report) => rowOf(report, phrases)),
  );
}

function rowOf(report: PracticeReport, { count, percent, index }: Phrases): readonly string[] {
  const shown = (id: string): string => count(report.shown(id));
  const own = ids.monthly('own', all, all);
  const share = (part: string, whole: string) => percent(report.share({ part, whole }), 1);
  const computed = ids.state('gp', 'computed');
  const after = (what: string) => [
    shown(ids.departed(what, all)),
    share(ids.departed(what, 'true'), ids.departed(what, all)),
  ];
  return [
    ...[report.name, shown(ids.people('included')), shown(ids.monthly('visits', all, all))],
    ...[share(own, ids.monthly('visits', all, all)), share(own, ids.monthly('ofGp', all, all))],
    ...[shown(computed), index(report.spread({ kind: 'gp', measure: 'upc' })?.mean)],
    share(ids.reached('gp', '0.4'), computed),
    ...[...after('seen'), ...after('same-twice')],
  ];
}
