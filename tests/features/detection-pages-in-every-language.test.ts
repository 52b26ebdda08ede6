import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Language, languages } from '#src/cards/wording/index.ts';
import { codes, detectors, ownPageDetections } from '#src/detectors/index.ts';
import { citationsIn } from '#src/pages/papers.ts';
import { sampleCard } from '../../scripts/docs/example-card.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { englishIn, languageOf, visibleText } from '../support/english-words.ts';

const all = Object.keys(languages) as Language[];
const others = all.filter((language) => language !== 'en-GB');
const described = [...detectors, ...ownPageDetections].map(({ code }) => code);
const sections = ['detectionPages', 'descriptions', 'counted'] as const;

describe('the pages of the detections', () => {
  let english: TestApp;
  let norwegian: TestApp;
  beforeAll(async () => {
    english = await startApp();
    norwegian = await startApp({ env: { LANGUAGE: 'nb-NO' } });
  });
  afterAll(async () => {
    await english.close();
    await norwegian.close();
  });
  const read = async (path: string, site = english) => (await site.get(path, { accept: 'text/html' })).payload;
  const titleOf = (markup: string) => /<h1>(.*?)<\/h1>/.exec(markup)?.[1];

  test.each(others)('%s: none has a word of the English ones, and all links stay in the language', async (language) => {
    const { detectionPages, descriptions } = languages[language];
    for (const path of ['/detections', ...described.map((code) => `/detections/${code}`)]) {
      const markup = await read(`${path}?language=${language}`);
      expect([path, languageOf(markup), englishIn(markup, sections, language)]).toEqual([path, language, []]);
      const links = [...markup.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address);
      const inside = links.filter((address) => !/^https?:|^\.{1,2}\/$/.test(address));
      expect(inside.length).toBeGreaterThan(0);
      expect(inside.filter((address) => !address.endsWith(`?language=${language}`))).toEqual([]);
    }
    const index = visibleText(await read(`/detections?language=${language}`));
    for (const title of [detectionPages.title, ...Object.values(detectionPages.families)])
      expect(index).toContain(visibleText(title));
    for (const { title, definition } of Object.values(descriptions)) {
      expect(index).toContain(visibleText(title));
      expect(index).toContain(visibleText(definition));
    }
  });

  test.each(others)('English words would be noticed on a page in %s', async (language) => {
    expect(englishIn(await read('/detections'), sections, language).length).toBeGreaterThan(50);
    expect(englishIn(await read('/detections/first-meeting'), sections, language)).toContain('What it looks for');
  });

  test.each(all)('%s: the example is the card as it is written in that language', async (language) => {
    for (const code of codes) {
      const markup = visibleText(await read(`/detections/${code}?language=${language}`));
      const { summary, counted } = sampleCard(code, language);
      expect(markup).toContain(visibleText(summary));
      expect(markup).toContain(visibleText(counted));
    }
  });

  test('what is asked for decides, in any case or of any country; else the service does', async () => {
    const { title } = languages['nb-NO'].detectionPages;
    for (const asked of ['nb-NO', 'NB-no', 'no'])
      expect(titleOf(await read(`/detections?language=${asked}`))).toBe(title);
    for (const asked of ['?language=tlh', '?language=', '?language=nb-NO&language=fr-FR', ''])
      expect(languageOf(await read(`/detections${asked}`))).toBe('en-GB');
    expect(languageOf(await read('/detections', norwegian))).toBe('nb-NO');
    expect(languageOf(await read('/detections?language=tlh', norwegian))).toBe('nb-NO');
    expect(languageOf(await read('/detections?language=en-GB', norwegian))).toBe('en-GB');
  });

  test('in the language of the service no link names it', async () => {
    expect(await read('/detections')).not.toContain('?language=');
    expect(await read('/detections/first-meeting?language=nb-NO', norwegian)).not.toContain('?language=');
    expect(await read('/detections?language=en-GB', norwegian)).toContain('?language=en-GB');
  });

  test('as JSON they are in the language too', async () => {
    const json = async (path: string) => (await english.get(path, { accept: 'application/json' })).json();
    const { descriptions } = languages['fr-FR'];
    const { detections } = await json('/detections?language=fr-FR');
    for (const { code, title } of detections) expect(title).toBe(descriptions[code as 'first-meeting'].title);
    expect(await json('/detections/first-meeting?language=fr-FR')).toMatchObject(descriptions['first-meeting']);
  });

  test('the words of settings, which are English, say so', async () => {
    const markup = await read('/detections/illness-signature?language=de-DE');
    expect(markup.match(/<dd lang="en-GB">/g)?.length).toBeGreaterThan(5);
    expect(markup.match(/<dd>/g)).toBeNull();
    expect(await read('/detections/illness-signature')).not.toContain('<dd lang=');
  });
});

test.each(others)('%s: each evidence cites what the English one cites', (language) => {
  const cited = (of: Language, code: (typeof described)[number]) =>
    citationsIn(languages[of].descriptions[code].evidence)
      .map(({ key }) => key)
      .sort();
  for (const code of described) expect([code, cited(language, code)]).toEqual([code, cited('en-GB', code)]);
});
