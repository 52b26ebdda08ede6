import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { detectors } from '#src/detectors/index.ts';
import { mayBeGiven, silent } from '#src/detectors/silence.ts';

const folder = 'src/cards/wording/en-GB/silences';
const files = readdirSync(folder);
const reasonsIn = (file: string) => Object.keys(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
const given = new Map(detectors.map(({ code, silences }) => [code, silences.filter((one) => mayBeGiven(silent(one)))]));

test('a reason has its sentence in one file, and every file is read', () => {
  const all = files.flatMap(reasonsIn);
  expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
  expect(all.toSorted()).toEqual(Object.keys(languages['en-GB'].silences).toSorted());
});

test('no sentence is for a reason that nobody gives', () => {
  const reasons = new Set<string>([...[...given.values()].flat(), 'observed-too-briefly', 'never-observed']);
  expect(Object.keys(languages['en-GB'].silences).filter((one) => !reasons.has(one))).toEqual([]);
});

test('a reason that one family gives stands in its file, one that several give in the shared one', () => {
  const families = readdirSync('src/detectors', { withFileTypes: true }).filter((one) => one.isDirectory());
  const familyOf = (code: string) =>
    families.find(({ name }) => readdirSync(`src/detectors/${name}`).includes(`${code}.ts`))?.name;
  for (const file of files.filter((one) => one !== 'shared.json'))
    for (const reason of reasonsIn(file)) {
      const givers = [...given].filter(([, reasons]) => reasons.includes(reason)).map(([code]) => familyOf(code));
      expect([reason, ...new Set(givers)]).toEqual([reason, file.replace('.json', '')]);
    }
});

test('every detection has a test that drives each of its reasons', () => {
  const without = detectors.filter(
    ({ code }) => !readFileSync(`tests/detectors/${code}.test.ts`, 'utf8').includes('givesEverySilence('),
  );
  expect(without.map(({ code }) => code)).toEqual([]);
});
