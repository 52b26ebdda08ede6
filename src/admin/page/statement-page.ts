import { text } from '../../pages/html.ts';
import type { Statement } from '../statement/statement.ts';
import { statementCsv } from '../statement-csv.ts';
import { detectionsPart } from './detections-part.ts';
import { findings } from './findings.ts';
import { couldNotTellPart, earlierPart, retiredPart, reviewPart, silentPart } from './lists-part.ts';
import { type PageSources, type Phrases, phrasesOf } from './phrases.ts';
import { answersPart, heldPart } from './shares-part.ts';
import { weeksPart } from './weeks-part.ts';

/** The main part of the page: the newest period, then how it was before. */
export function statementMain(statement: Statement, sources: PageSources): string {
  const phrases = phrasesOf(sources);
  const period = statement.periods.at(-1);
  const parts =
    period === undefined
      ? [weeksPart(statement, phrases), reviewPart(statement, period, phrases), retiredPart(statement, phrases)]
      : [
          findings(statement, period, phrases),
          weeksPart(statement, phrases),
          detectionsPart(statement, period, phrases),
          heldPart(period, phrases),
          answersPart(period, phrases),
          reviewPart(statement, period, phrases),
          silentPart(period, phrases),
          couldNotTellPart(period, phrases),
          retiredPart(statement, phrases),
          earlierPart(statement, phrases),
        ];
  return [head(statement, phrases), ...parts.map(section), readingPart(phrases)].join('');
}

function section(part: string): string {
  return part === '' ? '' : `<section>${part}</section>`;
}

function head(statement: Statement, phrases: Phrases): string {
  const { words, wording, date } = phrases;
  const period = statement.periods.at(-1);
  const next = { next: date(statement.next) };
  if (period === undefined) return `<h1>${text(wording.title)}</h1><p>${text(words.format(wording.notYet, next))}</p>`;
  const range = words.format(wording.period, { from: date(period.from), to: date(period.to) });
  const title = `<h1>${text(wording.title)} <span class="soft">${text(range)}</span></h1>`;
  return `${title}<p>${text(words.format(wording.next, next))} ${csvLink(statement, phrases)}</p>`;
}

/** The figures in the link itself: no address has to be asked for them again, with whatever opened this page. */
function csvLink(statement: Statement, phrases: Phrases): string {
  const csv = Buffer.from(statementCsv(statement, phrases.title)).toString('base64');
  const name = `secure-base-${statement.periods.at(-1)?.to ?? ''}.csv`;
  return `<a class="csv" download="${name}" href="data:text/csv;charset=utf-8;base64,${csv}">${text(phrases.wording.csv)}</a>`;
}

function readingPart({ words, wording }: Phrases): string {
  const { heading, items } = wording.reading;
  const marks = { small: '<7', withheld: '7+' };
  const list = items.map((one) => `<li>${text(words.format(one, marks))}</li>`).join('');
  return `<section class="reading"><h2>${text(heading)}</h2><ul>${list}</ul></section>`;
}
