import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { figuresPage, formPage } from '#src/admin/page/frames.ts';
import { statementMain } from '#src/admin/page/statement-page.ts';
import type { LaunchRefusal } from '#src/cards/launch-refusals.ts';
import { type Language, languages } from '#src/cards/wording/index.ts';
import type { Wording } from '#src/cards/wording/wording.ts';
import { wordsIn } from '#src/cards/words.ts';
import { goodbyesView } from '#src/own-page/goodbyes-view.ts';
import { refusal } from '#src/own-page/markup.ts';
import { ownView, sheetView } from '#src/own-page/own-view.ts';
import { refusalPage } from '#src/smart/refusal-page.ts';
import { line, monday, nothing, statementOf, weekMs } from '../admin/statement/counted.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { englishIn, languageOf } from '../support/english-words.ts';
import { tellingLives, tellingStaff } from '../support/telling-lives.ts';
import { openRecord } from '../thread/open-threads.ts';
import { note, patient, roleOf, widower } from '../thread/record.ts';

const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en-GB');
const ofThread = ['thread', 'findings', 'silences', 'explanations', 'counted', 'descriptions'] as const;
const ofAdmin = ['admin', 'descriptions', 'overrideReasons', 'explanations'] as const;

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { AS_OF: '2026-11-24' } });
});
afterAll(() => site.close());

/** Threads of care, the first of somebody of whom something is noticed, and a leaflet of early signs. */
async function threads(language: Language): Promise<readonly string[]> {
  const inLanguage = { ...site, charts: { ...site.charts, words: wordsIn(language) } };
  const life = tellingLives.find(({ name }) => name === 'owen-holt');
  const record = [...widower, patient(), roleOf(), note];
  const pages = [
    await openRecord(inLanguage, [...tellingStaff, ...(life?.resources ?? [])], {
      patientId: life?.patient ?? '',
      userId: 'Practitioner/dr-wren',
      finding: 'quiet-pattern',
    }),
    await openRecord(inLanguage, record),
    await openRecord(inLanguage, record, { page: 'leaflet' }),
  ];
  return pages.map(({ html }) => html);
}

function ownPages(language: Language): readonly string[] {
  const setting = { words: wordsIn(language), prefix: '' };
  const view = { launch: 'x', caseload: new Map(), reflection: 'unread', leaving: true, group: undefined } as const;
  return [
    ownView(view, setting),
    ownView({ ...view, caseload: 'noTenant', reflection: 'not-allowed' }, setting),
    sheetView(setting),
    goodbyesView('not-leaving', setting),
    goodbyesView('roles-unread', setting),
    ...(['switched-off', 'not-clinical', 'not-known'] as const).map((why) => refusal(setting, why)),
  ].map(({ html }) => html);
}

async function adminPages(language: Language): Promise<readonly string[]> {
  const words = wordsIn(language);
  const statement = await statementOf({
    ...nothing,
    weeks: [0, 1, 2, 3].map((n) => ({ week: monday + n * weekMs, openings: 100 })),
    lines: [line({ findings: 40, shown: 30, ignored: 30, held: { budget: 10 } })],
  });
  const sources = { words, language, versions: new Map<string, string>(), sentence: () => undefined };
  const frame = { language, wording: words.wording.admin };
  return [figuresPage(statementMain(statement, sources), frame).html, formPage('', frame).html];
}

function refusals(language: Language): readonly string[] {
  const reasons = Object.keys(languages[language].smart.refusals) as LaunchRefusal[];
  return reasons.map((reason) => refusalPage(reason, { words: wordsIn(language), prefix: '' }).html);
}

interface Pages {
  readonly made: (language: Language) => Promise<readonly string[]> | readonly string[];
  readonly sections: readonly (keyof Wording)[];
}
const pages: readonly (readonly [string, Pages])[] = [
  ['thread of care and leaflet', { made: threads, sections: ofThread }],
  ['own page and goodbyes', { made: ownPages, sections: ['ownPage'] }],
  ['refusals', { made: refusals, sections: ['smart'] }],
  ['administrator’s page', { made: adminPages, sections: ofAdmin }],
];

describe.each(pages)('%s', (_, { made, sections }) => {
  test.each(others)('%s: no word of the English page', async (language) => {
    const markups = await made(language);
    expect(markups.map(languageOf)).toEqual(markups.map(() => language));
    expect(markups.flatMap((markup) => englishIn(markup, sections, language))).toEqual([]);
  });

  test('English words would be noticed', async () => {
    for (const markup of await made('en-GB')) expect(englishIn(markup, sections, 'nb-NO').length).toBeGreaterThan(1);
  });
});

describe('the thread of care', () => {
  test.each(others)('in %s leads to the pages of detections in that language', async (language) => {
    const [html = ''] = await threads(language);
    const links = [...html.matchAll(/href="(\/detections\/[^"]*)"/g)].map(([, address]) => address);
    expect(links.length).toBeGreaterThan(0);
    for (const address of links) expect(address).toMatch(new RegExp(`/detections/[a-z-]+\\?language=${language}$`));
  });

  test('in the language of the service names none', async () => {
    const [html = ''] = await threads('en-GB');
    expect(html).toMatch(/href="\/detections\/[a-z-]+"/);
    expect(html).not.toContain('?language=');
  });
});
