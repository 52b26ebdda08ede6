import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type Words, wordsIn } from '../../../cards/words.ts';
import type { Config } from '../../../config/config.ts';
import { codes } from '../../../detectors/index.ts';
import { isoDay } from '../../../history/calendar.ts';
import { page, text } from '../../../pages/html.ts';
import type { RunFacts } from '../../work.ts';
import type { ReplayOptions } from '../options.ts';
import type { SampledCard } from './sample-work.ts';

type Named = Pick<RunFacts, 'nameOf'>;

/**
 * Writes `sample.csv` and `sample.html`, with words of the record: only whoever runs the command may read them. Returns what
 * the console says of that.
 */
export async function writeSample(
  cards: readonly SampledCard[],
  facts: Named,
  { sample }: Pick<ReplayOptions, 'sample'>,
  folder: string,
  config: Pick<Config, 'language'>,
): Promise<readonly string[]> {
  const words = wordsIn(config.language);
  const sorted = cards.toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code) || a.place - b.place);
  const own = { mode: 0o600, flag: 'wx' };
  await writeFile(join(folder, 'sample.csv'), sampleCsv(sorted, facts), own);
  await writeFile(join(folder, 'sample.html'), samplePage(sorted, sample, facts, words), own);
  const { clinicalWords } = words.wording.practiceReplay.sample;
  return [words.format(clinicalWords, { cards: words.number(sorted.length) })];
}

const columns = ['card', 'code', 'opened', 'opened_by', 'person', 'summary', 'detail', 'evidence', 'verdict', 'note'];

/** With a byte order mark, without which Excel reads no UTF-8; a name that begins like a formula stays text. */
function sampleCsv(cards: readonly SampledCard[], { nameOf }: Named): string {
  const rows = cards.map(({ code, day, clinician, person, summary, detail, evidence }, index) => ({
    card: index + 1,
    code,
    opened: isoDay(day),
    opened_by: nameOf(clinician) ?? clinician,
    person,
    summary,
    detail,
    evidence: evidence.join(' '),
    verdict: '',
    note: '',
  }));
  return stringify(rows, { header: true, columns, bom: true, escape_formulas: true });
}

function samplePage(cards: readonly SampledCard[], each: number, { nameOf }: Named, words: Words): string {
  const { title, about, none } = words.wording.practiceReplay.sample;
  const items = cards.map((card, index) => cardOf(card, index + 1, nameOf(card.clinician), words));
  const content = [`<p>${text(words.format(about, { each: String(each) }))}</p>`, ...items];
  const main = items.length === 0 ? `<p>${text(none)}</p>` : content.join('\n');
  return page({ language: words.language, title, content: main });
}

function cardOf(card: SampledCard, number: number, by: string | undefined, words: Words): string {
  const { wording, format, date } = words;
  const own = wording.practiceReplay.sample;
  const { code, day, person, summary, detail, evidence } = card;
  const heading = `${format(own.number, { number: String(number) })}: ${wording.descriptions[code].title}`;
  const opened = format(own.opened, { date: date(day), by: by ?? 'none', person });
  const verdicts = Object.values(own.verdicts).map((one) => `☐ ${one}`);
  const paragraphs = detail.split('\n\n').map((one) => `<p>${text(one)}</p>`);
  return `<section style="break-inside:avoid"><h2>${text(heading)}</h2><p>${text(opened)}</p>
<blockquote><p><strong>${text(summary)}</strong></p>${paragraphs.join('')}</blockquote>
<p class="soft">${text(format(own.evidence, { references: evidence.join(', ') }))}</p>
<p>${text(own.verdict)}: ${verdicts.map(text).join(' &nbsp; ')}</p><p>${text(own.note)}: ______________________________</p></section>`;
}
