import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from '../../cards/limits.ts';
import { wordsIn } from '../../cards/words.ts';
import type { Config } from '../../config/config.ts';
import type { Counts } from '../counts.ts';
import type { RunFacts } from '../work.ts';
import { figuresCsv, reasonsCsv } from './csv-files.ts';
import { figuresOf } from './figures.ts';
import { limitSentences } from './limits.ts';
import { daysOf, type ReplayOptions } from './options.ts';
import { replayPage } from './page.ts';
import { cell, rate } from './page-tables.ts';
import { tablesOf } from './tables.ts';

/** The settings of a site that decide what is shown, and in which language. */
export type ReplayConfig = Pick<Config, 'quiet' | 'maxCards' | 'cardsPer100' | 'language' | 'pseudonymKey'>;

/** The limits of a site on what one clinician is shown. */
export function limitsOf({ quiet: times, maxCards, cardsPer100 }: ReplayConfig): Limits {
  return { times, maxCards, cardsPer100 };
}

/** Writes `replay.html`, `replay.csv` and `held.csv`; returns what the console says. */
export async function writeReplay(
  counts: Counts,
  facts: RunFacts,
  options: ReplayOptions,
  folder: string,
  config: ReplayConfig,
): Promise<readonly string[]> {
  const words = wordsIn(config.language);
  const { suppress: limit, set, openings: openedAt } = options;
  const figures = figuresOf(counts, limitsOf(config), set.length > 0);
  const tables = tablesOf(figures, limit);
  const page = replayPage(
    {
      tables,
      ...daysOf(options),
      openedAt: openedAt.kind,
      changes: set.map(({ code, name, value }) => `${code}.${name}=${String(value)}`),
      limit,
      cardsPer100: config.cardsPer100,
      limits: limitSentences(counts, facts, { openings: figures.openings, limit, openedAt }, words),
    },
    words,
  );
  await Promise.all([
    write(folder, 'replay.html', page),
    write(folder, 'replay.csv', figuresCsv(tables, limit)),
    write(folder, 'held.csv', reasonsCsv(tables, limit)),
  ]);
  const { total } = tables;
  const { result, openedAt: warnings } = words.wording.practiceReplay;
  const cards = total.now.cards;
  return [
    ...(openedAt.kind === 'weekly' ? [warnings.weekly] : []),
    words.format(result, {
      cards: cell(cards.count, limit, words),
      rate: rate(cards.rate, words),
    }),
  ];
}

/** Only whoever runs the command may read what it writes. */
async function write(folder: string, name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' });
}
