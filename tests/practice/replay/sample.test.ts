import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { replayParts } from '#src/practice/replay/chart-findings.ts';
import { playedWith } from '#src/practice/replay/figures.ts';
import { drawSample } from '#src/practice/replay/sample/draw-sample.ts';
import { type SampledCard, sampleWork } from '#src/practice/replay/sample/sample-work.ts';
import { writeSample } from '#src/practice/replay/sample/write-sample.ts';
import { limitsOf } from '#src/practice/replay/write.ts';
import { readVerdicts } from '#src/practice/verdicts/read-verdicts.ts';
import { today } from '../../support/builders.ts';
import { exportedPeople } from '../../support/exported-people.ts';
import { writePractice } from '../../support/generated-practice.ts';
import { facts, optionsOf, replayed, siteOf } from './replayed.ts';

const base = mkdtempSync(join(tmpdir(), 'sample-'));
afterAll(() => rmSync(base, { recursive: true }));

writePractice(join(base, 'export'), { people: 30 });
const people = exportedPeople(join(base, 'export'), today, replayParts);
const site = siteOf({ MAX_CARDS: '2' });

/** The two passes of a sample. */
function sampled(flags: object, from = people) {
  const options = optionsOf(flags);
  const counts = replayed(from, options, site);
  const wanted = drawSample(counts, options, site.config);
  const second = { ...options, wanted };
  const isWanted = sampleWork.isWanted(second, site);
  const cardsOf = sampleWork.begin(second, site);
  const cards = from.filter(({ reference }) => isWanted(reference)).flatMap((person) => cardsOf(person));
  return { options, counts, wanted, cards };
}
const keyOf = ({ code, place }: SampledCard) => `${code} ${place}`;
const sorted = (cards: readonly SampledCard[]) => cards.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

describe('a sample', () => {
  test('holds so many cards of each detection that would have been shown, and none besides', () => {
    const { counts, cards } = sampled({ sample: '4' });
    const shown = playedWith('now', counts, limitsOf(site.config)).flatMap((one) => one.shown);
    const expected = [...Map.groupBy(shown, (code) => code)].map(([code, own]) => [code, Math.min(4, own.length)]);
    const found = [...Map.groupBy(cards, ({ code }) => code)].map(([code, own]) => [code, own.length]);
    expect(found.sort()).toEqual(expected.sort());
    expect(cards.length).toBeGreaterThan(5);
    for (const { summary, detail, evidence, person } of cards) {
      expect(summary).toMatch(/\.$/);
      expect(detail).toContain('Counted: ');
      expect(evidence.length).toBeGreaterThan(0);
      expect(people.map(({ reference }) => reference)).toContain(person);
    }
  });

  test('of all cards is each card that was shown once', () => {
    const { counts, cards } = sampled({ sample: '1000' });
    const shown = playedWith('now', counts, limitsOf(site.config)).flatMap((one) => one.shown);
    expect(cards.map(({ code }) => code).sort()).toEqual(shown.toSorted());
    expect(new Set(cards.map(keyOf)).size).toBe(cards.length);
  });

  test('is the same for one seed in any order of people, and another for another', () => {
    const { cards } = sampled({ sample: '3', seed: '7' });
    expect(sorted(sampled({ sample: '3', seed: '7' }, people.toReversed()).cards)).toEqual(sorted(cards));
    expect(sorted(sampled({ sample: '3', seed: '8' }).cards)).not.toEqual(sorted(cards));
  });

  test('needs no one who has no card in it', () => {
    const { wanted, options } = sampled({ sample: '1' });
    const isWanted = sampleWork.isWanted({ ...options, wanted }, site);
    const count = people.filter(({ reference }) => isWanted(reference)).length;
    expect(count).toBe(new Set(wanted.map(({ patient }) => patient)).size);
    expect(count).toBeLessThan(people.length);
    expect(sampled({}).wanted).toEqual([]);
  });
});

describe('its files', () => {
  const write = async (cards: readonly SampledCard[]) => {
    const folder = mkdtempSync(join(base, 'out-'));
    const lines = await writeSample(cards, facts, { sample: 4 }, folder, site.config);
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
    return { folder, lines, files: new Map(files) };
  };

  test('are read by their owner alone, say so, and come back as verdicts', async () => {
    const { cards } = sampled({ sample: '4' });
    const { folder, lines, files } = await write(cards);
    expect([...files.keys()].sort()).toEqual(['sample.csv', 'sample.html']);
    for (const name of files.keys()) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(lines).toEqual([
      `sample.csv and sample.html hold clinical words of ${cards.length} cards: only you can read them; delete them when they are judged.`,
    ]);
    expect(readVerdicts(files.get('sample.csv') ?? '')).toEqual({ judged: [], unjudged: cards.length, errors: [] });
    for (const { summary } of cards)
      expect(files.get('sample.html')).toContain(summary.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`));
    expect(files.get('sample.html')).not.toContain('<script');
  });

  test('are the same in whichever order cards come', async () => {
    const { cards } = sampled({ sample: '4' });
    expect((await write(cards.toReversed())).files).toEqual((await write(cards)).files);
  });

  test('hold no formula for a spreadsheet, and no markup for a browser', async () => {
    const [card] = sampled({ sample: '1' }).cards;
    if (card === undefined) throw new Error('no card');
    const bad = {
      ...card,
      summary: '=HYPERLINK("http://x")',
      detail: '@SUM(1)\n\n<img src=x>',
      person: '+1',
      evidence: ['-2'],
    };
    const { files } = await write([bad]);
    const [row]: Record<string, string>[] = parse(files.get('sample.csv') ?? '', { columns: true, bom: true });
    for (const cell of ['summary', 'detail', 'person', 'evidence']) expect(row?.[cell]).toMatch(/^'[=@+-]/);
    expect(files.get('sample.html')).not.toContain('<img');
  });

  test('say that there is nothing to judge', async () => {
    const { files } = await write([]);
    expect(files.get('sample.html')).toContain('there is none to judge');
  });
});
