import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { codes, detectors, ownPageDetections } from '#src/detectors/index.ts';
import { citationsIn, papers } from '#src/pages/papers.ts';
import { startApp, type TestApp } from '../support/app.ts';

const { descriptions } = languages['en-GB'];
const marks = [...detectors, ...ownPageDetections].map(({ mark }) => mark);
/** Cited, and nowhere to be read without paying or searching. */
const withoutAddress = [
  'Barker 2016',
  'Birchwood 2000',
  'Ciechanowski 2006',
  'Eisner 2013',
  'Eubanks 2018',
  'Kajaria-Montag 2024',
  'Rostila 2015',
  'Tattersfield 1999',
];

describe('the pages of the detections', () => {
  let site: TestApp;
  beforeAll(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'site.json');
    writeFileSync(file, JSON.stringify({ detections: { 'illness-signature': { minRelapses: 3 } } }));
    site = await startApp({ env: { SITE_SETTINGS: file } });
  });
  afterAll(() => site.close());

  const read = async (path: string) => (await site.get(path, { accept: 'text/html' })).payload;
  const visible = (markup: string) => markup.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');
  const described = Object.keys(descriptions);

  test('the index has each once under a heading in words, with its title and a sentence, and a way home', async () => {
    const markup = await read('/detections');
    for (const [code, { title, definition }] of Object.entries(descriptions)) {
      expect(markup.split(`href="detections/${code}"`)).toHaveLength(2);
      expect(markup).toContain(title.replaceAll('"', '&#34;'));
      expect(visible(markup)).toContain(definition);
    }
    expect(markup.match(/<h2>/g)?.length).toBe(new Set(marks.map((mark) => mark[0])).size);
    expect(markup).toContain('<a href="./">Secure Base</a>');
  });

  test.each(described)('%s: a way home, no mark without words, no signs of JSON', async (code) => {
    const markup = await read(`/detections/${code}`);
    expect(markup).toContain('<a href="../">Secure Base</a><a href="../detections">All detections</a>');
    const words = visible(markup);
    expect(words.match(/\b[A-K]\d\b/g)?.filter((one) => marks.some((mark) => mark === one)) ?? []).toEqual([]);
    expect(words).not.toMatch(/[{}`]|\["|":/);
  });

  test.each([...codes])('%s has a card of its own as an example', async (code) => {
    const quotation = /<blockquote>(.*)<\/blockquote>/s.exec(await read(`/detections/${code}`))?.[1] ?? '';
    expect(quotation).toMatch(/^<p><strong>.+<\/strong><\/p><p>.+<\/p>$/s);
    expect(quotation).not.toContain('**');
  });

  test.each(ownPageDetections.map(({ code }) => code))('%s, which is never a card, has none', async (code) => {
    expect(await read(`/detections/${code}`)).not.toContain('<blockquote>');
  });

  test('a detection that is named by its mark is named by its title, and linked', async () => {
    const title = descriptions['usual-clinician-left'].title;
    expect(await read('/detections/repeated-goodbyes')).toContain(`<a href="usual-clinician-left">‘${title}’</a>`);
  });

  test.each(described)('%s: every paper that it cites is linked, or is nowhere to be read', async (code) => {
    const { evidence } = descriptions[code as keyof typeof descriptions];
    const markup = await read(`/detections/${code}`);
    for (const { written, key } of citationsIn(evidence)) {
      const address = papers[key];
      if (address === undefined) expect(withoutAddress).toContain(key);
      else expect(markup).toContain(`<a href="${address}" rel="noreferrer">${written}</a>`);
    }
  });

  test('no paper is listed that nothing cites', () => {
    const cited = Object.values(descriptions).flatMap(({ evidence }) => citationsIn(evidence).map(({ key }) => key));
    expect(cited).toEqual(expect.arrayContaining([...Object.keys(papers), ...withoutAddress]));
  });

  test('a setting that a site has changed is in force, and in words', async () => {
    const words = visible(await read('/detections/illness-signature'));
    expect(words).toMatch(/minRelapses\s*: 3/);
    expect(words).toMatch(/alphaSeason\s*: 0\.04, 0\.02, 0\.015/);
    expect(words).toMatch(/before\s*: a: 3\.5, b: 1\.5/);
  });
});
