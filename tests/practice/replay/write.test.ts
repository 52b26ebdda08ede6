import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Counts } from '#src/practice/counts.ts';
import { addAll } from '#src/practice/counts.ts';
import { replayParts } from '#src/practice/replay/chart-findings.ts';
import { playedWith } from '#src/practice/replay/figures.ts';
import type { ReplayOptions } from '#src/practice/replay/options.ts';
import { replayPseudonyms } from '#src/practice/replay/pseudonyms.ts';
import { changed } from '#src/practice/replay/setting-changes.ts';
import { limitsOf, writeReplay } from '#src/practice/replay/write.ts';
import { today } from '../../support/builders.ts';
import { exportedPeople } from '../../support/exported-people.ts';
import { writePractice } from '../../support/generated-practice.ts';
import { given } from '../../support/given.ts';
import { exported, facts, optionsOf, replayed, siteOf, withLog } from './replayed.ts';

const base = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(base, { recursive: true }));

writePractice(join(base, 'export'), { people: 30 });
const people = exportedPeople(join(base, 'export'), today, replayParts);
const site = siteOf({ MAX_CARDS: '3' });
const all = optionsOf({ suppress: '0' });

/** Writes a replay into a folder of its own and reads it back. */
async function written(counts: Counts, options: ReplayOptions, config = site.config) {
  const folder = mkdtempSync(join(base, 'out-'));
  const lines = await writeReplay(counts, facts, options, folder, config);
  const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return { folder, lines, files };
}
const rowsOf = (csv = ''): Record<string, string>[] => parse(csv, { columns: true });

describe('the files of a replay', () => {
  const counts = replayed(people, all, site);

  test('are its page and figures, which only their owner can read, and no sample', async () => {
    const { folder, files, lines } = await written(counts, all);
    expect(Object.keys(files).sort()).toEqual(['held.csv', 'replay.csv', 'replay.html']);
    for (const name of Object.keys(files)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const [total] = rowsOf(files['replay.csv']);
    expect(Number(total?.cards)).toBeGreaterThan(20);
    expect(lines).toEqual([expect.stringContaining(`It would have shown ${total?.cards} cards: `)]);
    expect(files['replay.html']).toContain(lines[0]);
  });

  test('add up: by detection, by week, and by both', async () => {
    const { files } = await written(counts, all);
    const rows = rowsOf(files['replay.csv']);
    const sum = (field: string, is: (row: Record<string, string>) => boolean) =>
      rows.filter(is).reduce((total, row) => total + Number(row[field]), 0);
    for (const field of ['cards', 'held']) {
      const total = Number(rows[0]?.[field]);
      expect(sum(field, ({ code, week }) => code !== 'all' && week === 'all')).toBe(total);
      expect(sum(field, ({ code, week }) => code === 'all' && week !== 'all')).toBe(total);
      expect(sum(field, ({ code, week }) => code !== 'all' && week !== 'all')).toBe(total);
    }
    expect(rowsOf(files['held.csv']).reduce((total, { held }) => total + Number(held), 0)).toBe(Number(rows[0]?.held));
    expect(sum('openings', ({ code, week }) => code === 'all' && week !== 'all')).toBe(Number(rows[0]?.openings));
  });

  test('are the same whatever the order of people, and however many workers counted', async () => {
    const { files } = await written(counts, all);
    expect((await written(replayed(people.toReversed(), all, site), all)).files).toEqual(files);
    const halves = [people.filter((_, i) => i % 2 === 1), people.filter((_, i) => i % 2 === 0)];
    const together: Counts = new Map();
    for (const half of halves) addAll(together, replayed(half, all, site));
    expect((await written(together, all)).files).toEqual(files);
  });

  test('name nobody: no person, no pseudonym, no clinician, and no script', async () => {
    const { files } = await written(counts, all);
    const pseudonyms = replayPseudonyms(site.config);
    const secrets = people.flatMap(({ reference, reading }) => [
      `"${reference}"`,
      pseudonyms.patient(reference),
      ...(reading.clinicians.known ? reading.clinicians.value.keys() : []),
    ]);
    for (const text of Object.values(files)) {
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|Patient\//);
    }
  });

  test('of counts no key holds a patient’s id or a text of the record', () => {
    const keys = [...counts.keys()].join('\n');
    for (const { reference } of people) expect(keys).not.toContain(`"${reference}"`);
  });

  test('hold back small numbers: none under 10 is printed, and all others are multiples of 5', async () => {
    const { files } = await written(replayed(people, optionsOf(), site), optionsOf());
    const cells = rowsOf(files['replay.csv']).flatMap(({ openings, cards, held }) => [openings, cards, held]);
    expect(cells).toContain('<10');
    for (const cell of cells) expect(cell === '<10' || Number(cell) % 5 === 0).toBe(true);
    expect(files['replay.html']).toContain('fewer than 10 people');
    expect((await written(counts, all)).files['replay.html']).not.toContain('fewer than');
  });
});

describe('a changed setting', () => {
  const change = ['missed-appointments.minMissed=2', 'usual-clinician-left.maxDaysSince=60'];
  const options = { ...all, ...optionsOf({ suppress: '0', set: change }) };

  test('makes a second column that equals a run with it in force, and leaves the first as it was', async () => {
    const both = rowsOf((await written(replayed(people, options, site), options)).files['replay.csv']);
    const before = rowsOf((await written(replayed(people, all, site), all)).files['replay.csv']);
    const inForce = { ...site, thresholds: changed(new Map(), options.set) };
    const after = rowsOf((await written(replayed(people, all, inForce), all)).files['replay.csv']);
    const pick = (rows: readonly Record<string, string>[], suffix: string) =>
      rows
        .map((row) => [row.code, row.week, row[`cards${suffix}`], row[`held${suffix}`]])
        .filter(([, , cards, held]) => cards !== '0' || held !== '0');
    expect(pick(both, '')).toEqual(pick(before, ''));
    expect(pick(both, '_changed')).toEqual(pick(after, ''));
    expect(pick(after, '')).not.toEqual(pick(before, ''));
  });

  test('is named on the page', async () => {
    const { files } = await written(replayed(people, options, site), options);
    expect(files['replay.html']).toContain(
      'With missed-appointments.minMissed=2 and usual-clinician-left.maxDaysSince=60',
    );
  });
});

test('weekly openings come with a warning', async () => {
  const weekly = optionsOf({ openings: 'weekly', from: '2026-11-01' });
  const { lines, files } = await written(replayed(people.slice(0, 3), weekly, site), weekly);
  expect(lines[0]).toMatch(/^Please note: these openings are made up\./);
  expect(files['replay.html']).toContain(lines[0]);
});

test('of a log it says how many openings were left out, and why', async () => {
  const options = withLog(
    ['2026-06-01T09:00:00', 'Patient/p', 'dr-new'],
    ['2026-06-02T09:00:00', 'Patient/p', 'someone'],
    ['2026-06-01T09:00:00', 'Patient/unknown', 'dr-new'],
    ['2016-06-01T09:00:00', 'Patient/p', 'dr-new'],
  );
  const met = given('contacts\n 2021-01-10 to 2026-02-10 every 90 days | dr-lee\n 2026-06-01 | dr-new');
  const { files } = await written(replayed([exported('p', met)], { ...options, suppress: 0 }), {
    ...options,
    suppress: 0,
  });
  expect(files['replay.html']).toContain('1 openings were left out because the user, or the patient, is not known.');
  expect(files['replay.html']).toContain('2 openings of the log were left out because they lie outside the days');
  expect(rowsOf(files['replay.csv'])[0]).toMatchObject({ openings: '1', cards: '1' });
});

test('the settings of the site decide what is shown: detections, cards and quiet times', () => {
  const met = given('contacts\n 2021-01-10 to 2026-02-10 every 90 days | dr-lee\n 2026-06-01 | dr-new');
  const cards = (env: Readonly<Record<string, string>>) => {
    const own = siteOf(env);
    const counts = replayed([exported('p', met)], optionsOf({ from: '2026-06-01' }), own);
    return playedWith('now', counts, limitsOf(own.config)).flatMap(({ shown }) => shown);
  };
  expect(cards({})).toEqual(['first-meeting']);
  expect(cards({ DETECTIONS_OFF: 'first-meeting' })).toEqual([]);
  expect(cards({ MAX_CARDS: '0' })).toEqual([]);
});

test('nobody and nothing gives a page all the same', async () => {
  const { files, lines } = await written(new Map(), optionsOf());
  expect(lines).toEqual(['It would have shown 0 cards: – in 100 openings.']);
  expect(files['replay.html']).toContain('Cards in 100 openings, week by week');
});
