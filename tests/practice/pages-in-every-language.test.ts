import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Language, languages } from '#src/cards/wording/index.ts';
import { replayParts } from '#src/practice/replay/chart-findings.ts';
import { drawSample } from '#src/practice/replay/sample/draw-sample.ts';
import { sampleWork } from '#src/practice/replay/sample/sample-work.ts';
import { writeSample } from '#src/practice/replay/sample/write-sample.ts';
import { writeReplay } from '#src/practice/replay/write.ts';
import { writeReport } from '#src/practice/report/write.ts';
import { today } from '../support/builders.ts';
import { englishIn, languageOf, visibleText } from '../support/english-words.ts';
import { exportedPeople } from '../support/exported-people.ts';
import { writePractice } from '../support/generated-practice.ts';
import { facts, optionsOf, replayed, siteOf } from './replay/replayed.ts';
import { factsOf, reportOf } from './report/counted-rows.ts';
import { countPeople, madeAsOf, madeNames, madePeople } from './report/made-practice.ts';

const all = Object.keys(languages) as Language[];
const others = all.filter((language) => language !== 'en-GB');
const base = mkdtempSync(join(tmpdir(), 'pages-in-every-language-'));
afterAll(() => rmSync(base, { recursive: true }));

/** Without a word of English in a name. */
const names = { ...madeNames, 'Organization/south': 'South Quay' };
const reportOptions = reportOf(madeAsOf, { suppress: 10 });
const one = countPeople(madePeople(6000, 5), reportOptions);
const two = countPeople([...madePeople(900, 6), ...madePeople(600, 7, 'Organization/south')], reportOptions);
writePractice(join(base, 'export'), { people: 30 });
const people = exportedPeople(join(base, 'export'), today, replayParts);
const replayOptions = optionsOf({ suppress: '5', sample: '2' });
const site = siteOf({ MAX_CARDS: '3' });
const counts = replayed(people, replayOptions, site);
const wanted = drawSample(counts, replayOptions, site.config);

/** The pages of the commands as they are written where LANGUAGE is this, and what the console says. */
async function written(language: Language) {
  const folder = mkdtempSync(join(base, `${language}-`));
  const config = { ...site.config, language };
  const [report, region] = [mkdtempSync(join(folder, 'one-')), mkdtempSync(join(folder, 'two-'))];
  const lines = await writeReport(one, factsOf(madeAsOf, names), reportOptions, report, config);
  await writeReport(two, factsOf(madeAsOf, names), reportOptions, region, config);
  await writeReplay(counts, facts, replayOptions, folder, config);
  const begin = sampleWork.begin({ ...replayOptions, wanted }, { ...site, config });
  await writeSample(people.flatMap(begin), facts, { sample: 2 }, folder, config);
  const read = (file: string) => readFileSync(file, 'utf8');
  return {
    lines,
    pages: {
      report: read(join(report, 'report.html')),
      region: read(join(region, 'report.html')),
      replay: read(join(folder, 'replay.html')),
      sample: read(join(folder, 'sample.html')),
    },
    tables: read(join(report, 'months.csv')) + read(join(report, 'groups.csv')) + read(join(folder, 'replay.csv')),
  };
}

const sections = ['practiceReport', 'practiceReplay', 'descriptions', 'findings', 'counted', 'spans'] as const;

describe('the pages of the commands for a whole practice', () => {
  test.each(others)('%s: none has a word of the English ones', async (language) => {
    const { pages, lines } = await written(language);
    for (const [name, markup] of Object.entries(pages))
      expect([name, languageOf(markup), englishIn(markup, sections, language)]).toEqual([name, language, []]);
    expect(englishIn(lines.join(' '), sections, language)).toEqual([]);
  });

  test('English words would be noticed, on each page', async () => {
    const { pages } = await written('en-GB');
    for (const [name, markup] of Object.entries(pages)) {
      expect([name, languageOf(markup)]).toEqual([name, 'en-GB']);
      expect([name, englishIn(markup, sections, 'fr-FR').length > 3]).toEqual([name, true]);
    }
  });

  test('numbers, months and ages are as the language has them', async () => {
    const text = async (language: Language) => {
      const { pages } = await written(language);
      return { report: visibleText(pages.report), replay: visibleText(pages.replay), labels: pages.replay };
    };
    const [english, german, french] = [await text('en-GB'), await text('de-DE'), await text('fr-FR')];
    expect(english.report).toMatch(/\d\.\d%/);
    expect(german.report).toMatch(/\d,\d %/);
    expect(german.report).not.toMatch(/\d\.\d ?%/);
    expect(english.report).toMatch(/people aged (?:75 and over|\d\d to \d\d) with 3 or more/);
    expect(german.report).toMatch(/Bei Menschen (?:ab 75|von \d\d bis \d\d) Jahren mit 3 oder mehr/);
    expect(french.report).toMatch(/Parmi les personnes de (?:75 ans ou plus|\d\d à \d\d ans) ayant 3/);
    expect(german.replay).toMatch(/\d,\d/);
    expect(german.replay).not.toMatch(/\(\d+\.\d\)/);
  });

  test('tables for machines are the same in each', async () => {
    const { tables } = await written('en-GB');
    expect((await written('de-DE')).tables).toBe(tables);
  });
});
