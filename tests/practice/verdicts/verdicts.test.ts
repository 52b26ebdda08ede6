import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Code } from '#src/detectors/index.ts';
import { decide } from '#src/practice/verdicts/decide.ts';
import { type JudgedCard, readVerdicts, type Verdict, verdicts } from '#src/practice/verdicts/read-verdicts.ts';
import { judgeSample } from '#src/practice/verdicts/verdicts.ts';
import { runs } from '../../support/property-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cards = (code: Code, counts: Partial<Record<Verdict, number>>): readonly JudgedCard[] =>
  verdicts.flatMap((verdict) => Array.from({ length: counts[verdict] ?? 0 }, () => ({ code, verdict })));
const file = (content: string | Buffer) => {
  const name = join(mkdtempSync(join(folder, 'x-')), 'sample.csv');
  writeFileSync(name, content);
  return name;
};

describe('a detection of which cards were judged', () => {
  test.each<[number, number, string, [number, number]]>([
    // Wilson (1927) without a correction, as R's prop.test(correct = FALSE) and statsmodels have it.
    [30, 50, 'on', [0.4618, 0.7239]],
    [29, 50, 'undecided', [0.4423, 0.7062]],
    [50, 50, 'on', [0.9287, 1]],
    [7, 10, 'on', [0.3968, 0.8922]],
    [6, 10, 'undecided', [0.3127, 0.8318]],
    [17, 50, 'undecided', [0.2244, 0.4785]],
    [10, 50, 'off', [0.1124, 0.3304]],
    [11, 50, 'undecided', [0.1275, 0.3524]],
    [0, 8, 'off', [0, 0.3244]],
    [0, 7, 'undecided', [0, 0.3543]],
    [1, 1, 'undecided', [0.2065, 1]],
  ])('%j of %j right and useful: %s', (useful, of, decision, [low, high]) => {
    const [one] = decide(cards('gone-quiet', { 'right and useful': useful, right: of - useful }));
    expect(one).toMatchObject({ code: 'gone-quiet', judged: of, usefulCount: useful, decision });
    expect(one?.useful.low).toBeCloseTo(low, 3);
    expect(one?.useful.high).toBeCloseTo(high, 3);
    expect(one?.accurate.share).toBe(1);
  });

  test('facts are right in all but those that are wrong: unkind words may be about right facts', () => {
    const [one] = decide(cards('gone-quiet', { 'right and useful': 6, right: 1, wrong: 2, unkind: 1 }));
    expect(one).toMatchObject({ unkind: 1, useful: { share: 0.6 }, accurate: { share: 0.8 } });
  });

  test('comes in the order of cards, and only if any was judged', () => {
    const judged = [...cards('continuity-low', { right: 1 }), ...cards('promise-open', { right: 1 })];
    expect(decide(judged).map(({ code }) => code)).toEqual(['promise-open', 'continuity-low']);
    expect(decide([])).toEqual([]);
  });
});

describe('a sample that was filled in', () => {
  const header = ['card', 'code', 'detail', 'verdict', 'note'];
  const rows = [
    ['1', 'gone-quiet', 'One, two; three.\n\nCounted: 14 "visits".', 'right and useful', 'Yes, indeed; thanks'],
    ['2', 'gone-quiet', 'x', ' Right  AND useful ', ''],
    ['3', 'promise-open', 'x', '', ''],
    ['4', 'promise-open', 'x', 'UNKIND', 'a\nb'],
  ];
  const quoted = (cell: string) => (/[",;\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const csv = (separator: string, end: string, all = [header, ...rows]) =>
    all.map((row) => row.map(quoted).join(separator)).join(end) + end;
  const expected = {
    judged: [
      { code: 'gone-quiet', verdict: 'right and useful' },
      { code: 'gone-quiet', verdict: 'right and useful' },
      { code: 'promise-open', verdict: 'unkind' },
    ],
    unjudged: 1,
    errors: [],
  };

  test.each([
    ['LibreOffice', csv(',', '\n')],
    ['Excel in English', `\uFEFF${csv(',', '\r\n')}`],
    ['Excel in German', `\uFEFF${csv(';', '\r\n')}`],
    ['tabs', csv('\t', '\r\n')],
    [
      'commas unquoted within cells of a file with semicolons',
      csv(';', '\n').replace('"One, two; three.', '"One, two, three.'),
    ],
    [
      'other columns, other letters, empty lines',
      csv(',', '\n').replace('card,code', 'Card,CODE').replace('\n2,', '\n\n,,,,\n2,'),
    ],
  ])('is read as it was saved: %s', (_, content) => {
    expect(readVerdicts(content)).toEqual(expected);
  });

  test('also as Excel’s Unicode text', async () => {
    const utf16 = Buffer.from(`\uFEFF${csv('\t', '\r\n')}`, 'utf16le');
    expect((await judgeSample(file(utf16))).failed).toBe(false);
  });

  test('with an unknown verdict or code is refused, each by its row, and no cell is repeated', async () => {
    const name = file(
      csv(',', '\n', [header, ...rows, ['5', 'gone-quiet', 'x', 'Mrs Khan', ''], ['6', 'Mr Ali', 'x', '', '']]),
    );
    expect(await judgeSample(name)).toEqual({
      lines: [
        `${name}: row 6: verdict must be one of right and useful, right, wrong, unkind, or empty`,
        `${name}: row 7: code must be that of a detection`,
      ],
      failed: true,
    });
  });

  test.each([
    ['no such file', join(folder, 'none.csv'), 'can’t be read'],
    ['another table', file('a,b\n1,2\n'), 'must be the sample.csv of a replay'],
    ['an empty file', file(''), 'must be the sample.csv of a replay'],
    ['a broken quote', file('code,verdict\n"gone-quiet,right\n'), 'must be the sample.csv of a replay'],
    ['nothing judged', file('code,verdict\ngone-quiet,\n'), 'no card has a verdict yet'],
  ])('%s: one line says so', async (_, name, message) => {
    const { lines, failed } = await judgeSample(name);
    expect([lines.length, failed]).toEqual([1, true]);
    expect(lines[0]?.replace("can't", 'can’t')).toContain(message);
  });

  test('whatever a file holds, it is read or refused', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'code,verdict\n', 'code;verdict\n'), (content, start) => {
        const { judged, unjudged, errors } = readVerdicts(start + content);
        expect(judged.length + unjudged + errors.length).toBeGreaterThan(0);
        for (const line of errors) expect(line).not.toContain('\n');
      }),
      runs(200),
    );
  });
});

describe('the command', () => {
  const judged = (code: string, verdict: string, count: number) => `${code},${verdict}\n`.repeat(count);
  const content = `code,verdict\n${judged('gone-quiet', 'right and useful', 40)}${judged('gone-quiet', 'wrong', 10)}${judged('first-meeting', 'right', 20)}${judged('continuity-low', 'right and useful', 5)}${judged('continuity-low', 'unkind', 4)}${judged('continuity-low', '', 2)}`;

  test('prints a table of which detections may be switched on', async () => {
    expect(await judgeSample(file(content))).toEqual({
      failed: false,
      lines: [
        'detection       judged  right and useful  facts right           unkind  so it',
        'first-meeting   20      0 % (0 %–16 %)    100 % (84 %–100 %)    0       should stay off',
        'gone-quiet      50      80 % (67 %–89 %)  80 % (67 %–89 %)      0       may be switched on',
        'continuity-low  9       56 % (27 %–81 %)  100 % (70 %–100 %)    4       undecided',
        'On: the interval lies above 35 % and the share reaches 60 %. Off: the interval lies below 35 %.',
        'Without a verdict: 2 cards',
        'Fewer than 30 cards were judged; read more if there are any: first-meeting, continuity-low',
        'Look at the words before these are switched on: continuity-low',
      ].map((line) => expect.stringMatching(new RegExp(`^${RegExp.escape(line).replace(/(?:\\x20)+/g, '\\s+')}$`))),
    });
  });

  test('writes the same as CSV, for its owner alone, and over nothing', async () => {
    const out = join(folder, 'out.csv');
    expect((await judgeSample(file(content), out)).failed).toBe(false);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, 'utf8').split('\n').slice(0, 3)).toEqual([
      'code,judged,right_and_useful,useful,useful_low,useful_high,facts_right,facts_right_low,facts_right_high,unkind,decision',
      'first-meeting,20,0,0.0000,0.0000,0.1611,1.0000,0.8389,1.0000,0,off',
      'gone-quiet,50,40,0.8000,0.6696,0.8876,0.8000,0.6696,0.8876,0,on',
    ]);
    const again = await judgeSample(file(content), out);
    expect(again).toEqual({ lines: [`${out}: can't be written, or is there already`], failed: true });
  });
});
