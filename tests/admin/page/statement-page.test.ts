import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { statementMain } from '#src/admin/page/statement-page.ts';
import type { Statement } from '#src/admin/statement/statement.ts';
import { statementCsv } from '#src/admin/statement-csv.ts';
import { wordsIn } from '#src/cards/words.ts';
import { trend } from '#src/pages/charts/trend.ts';
import { runs } from '../../support/property-runs.ts';
import { line, monday, nothing, printing, someCounts, statementOf, weekMs } from '../statement/counted.ts';

const sources = {
  words: wordsIn('en-GB'),
  language: 'en-GB',
  versions: new Map([['first-meeting', '2.present']]),
  sentence: (code: string) => `An example of ${code}.`,
};
const pageOf = (statement: Statement) => statementMain(statement, sources);
const textOf = (markup: string) =>
  markup
    .replace(/<svg.*?<\/svg>|base64,[^"]+/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#60;', '<')
    .replace(/\s+/g, ' ');

const openings = (count: number, from = monday) =>
  [0, 1, 2, 3].map((n) => ({ week: from + n * weekMs, openings: count }));
const shown = (code: string, count: number, week = monday) =>
  line({ code, week, findings: count, shown: count, ignored: count });

describe('the page', () => {
  test('has names where the store has codes, and the code of what this release does not know', async () => {
    const lines = [
      { ...shown('gone-quiet', 20), held: { budget: 9, 'former-rule': 8 }, findings: 37 },
      shown('former-detection', 30),
    ];
    const clients = [{ client: '<b>&', openings: 40, unread: [{ part: 'former-part', why: 'timeout', openings: 10 }] }];
    const page = pageOf(await statementOf({ ...nothing, weeks: openings(100), lines, clients }));
    const text = textOf(page);
    for (const one of ['Silence against one’s own rhythm', 'Enough cards in 100 openings', 'it did not come in time'])
      expect(text).toContain(one);
    for (const code of ['former-detection', 'former-rule', 'former-part']) expect(text).toContain(code);
    expect(text).not.toMatch(/gone-quiet|budget|timeout/);
    expect(page).toContain('>&#60;b&#62;&#38;</h3>');
  });

  test('begins with the newest period in sentences, of printed numbers alone', async () => {
    const lines = [{ ...shown('gone-quiet', 30), ignored: 20, accepted: 10 }];
    const all = textOf(pageOf(await statementOf({ ...nothing, weeks: openings(100), lines })));
    expect(all).toContain(
      'Charts were opened 400 times. 30 cards were shown, 7.5 in 100 openings. 10 were accepted, 0 set aside, 20 not answered.',
    );
    const few = textOf(
      pageOf(await statementOf({ ...nothing, weeks: openings(100), lines: [shown('gone-quiet', 3)] })),
    );
    expect(few).toContain('Charts were opened 400 times.');
    expect(few).not.toContain('cards were shown,');
    expect(few).toContain('Of the rest there is too little to print.');
  });

  test('says which version of a card was called unkind, with its sentence as long as it is in use', async () => {
    const lines = [{ ...shown('first-meeting', 20), ignored: 0, overridden: { 'unkind-wording': 20 } }];
    const of = { code: 'first-meeting', reason: 'unkind-wording' };
    const review = [
      { ...of, version: '1.former', cards: 8 },
      { ...of, version: '2.present', cards: 12 },
    ];
    const text = textOf(pageOf(await statementOf({ ...nothing, weeks: openings(100), lines, review })));
    expect(text).toContain('long known 1.form earlier words or rule – 8');
    expect(text).toContain('An example of first-meeting. 2.pres in use – 12');
    expect(text).toContain('Somebody called a card’s wording unkind');
    const none = textOf(pageOf(await statementOf({ ...nothing, weeks: openings(100) })));
    expect(none).toContain('Nobody has called a card’s wording unkind');
    expect(none).not.toContain('Somebody called');
  });

  test('shows of each detection how it was in earlier periods, and those in all', async () => {
    const before = monday - 4 * weekMs;
    const counts = {
      ...nothing,
      weeks: [...openings(100, before), ...openings(100)],
      lines: [shown('gone-quiet', 40, before), shown('gone-quiet', 20)],
    };
    const page = pageOf(await statementOf(counts));
    expect(page).toContain('aria-label="By period: 10.0 · 5.0"');
    expect(textOf(page)).toContain('Earlier periods 4 weeks from');
    expect(textOf(page)).toMatch(/26 October 2026 400 10\.0 40 0 40 0 0 40/);
  });

  test('without a period yet says when there is one', async () => {
    const statement = await statementOf({ ...nothing, weeks: openings(100) }, printing - 1);
    expect(textOf(pageOf(statement))).toContain(
      'No period of 4 weeks has ended yet. The first figures are printed on 28 December 2026.',
    );
  });

  test('prints no number from 1 to 6, nor does the CSV, whatever was counted', async () => {
    await fc.assert(
      fc.asyncProperty(someCounts, async (counts) => {
        const statement = await statementOf(counts);
        const cells = [...pageOf(statement).matchAll(/<td class="number">([^<]*)<\/td>/g)].map(([, cell]) => cell);
        expect(cells.filter((cell) => /^[1-6]$/.test(cell ?? ''))).toEqual([]);
        expect(statementCsv(statement, (code) => code)).not.toMatch(/(?:^|,)[1-6](?:,|$)/m);
      }),
      runs(30),
    );
  });
});

describe('a trend', () => {
  test('is a line through its values, from 0 up, with a gap where one is not printed', () => {
    const drawn = trend([0, 2, undefined, 4, 4], 'By period: <…>');
    expect(drawn.match(/<polyline points="[^"]+"/g)).toEqual([
      '<polyline points="3,21 31.5,12"',
      '<polyline points="88.5,3 117,3"',
    ]);
    expect(drawn.match(/<circle/g)).toHaveLength(4);
    expect(drawn).toContain('aria-label="By period: &#60;…&#62;"');
  });

  test('of one value is a dot, and of none a line to stand on', () => {
    expect(trend([5], '')).toMatch(/<circle cx="3" cy="3"/);
    expect(trend([undefined, undefined], '')).not.toMatch(/<circle|<polyline/);
  });
});
