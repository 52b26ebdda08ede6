import { describe, expect, test } from '@jest/globals';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';
import { readCodeEntries } from '../../../scripts/docs/code-entries.ts';
import { codeSetsPage } from '../../../scripts/docs/code-sets.ts';

const everyCode = codeSetNames.flatMap((set) => readCodeEntries(set).codes.map((one) => ({ set, ...one })));
const ofCode = (set: string, code: string) => everyCode.find((one) => one.set === set && one.code === code);

describe('the codes that ship', () => {
  test('are each seen in a list or from memory, and say which', () => {
    const faults = everyCode.filter(
      ({ certainty, source }) =>
        !(
          (certainty === 'V' && source !== '' && source !== 'from memory') ||
          (certainty === 'M' && source === 'from memory')
        ),
    );
    expect(faults).toEqual([]);
    expect(everyCode.length).toBeGreaterThan(1000);
  });

  test('have the certainty and source of their group, or their own', () => {
    expect(ofCode('heart-failure', '84114007')).toMatchObject({
      certainty: 'V',
      source: 'NHS England primary care domain reference sets',
    });
    expect(ofCode('dmard', 'P01BA02')).toMatchObject({ certainty: 'M', source: 'from memory' });
    expect(ofCode('symptom-other', 'K24')).toMatchObject({ excluded: true, certainty: 'V' });
  });

  test('are no fewer for what is said of them', () => {
    for (const set of codeSetNames) {
      const { codes, except } = readValueSet(set);
      const entries = readCodeEntries(set).codes;
      const known = (excluded: boolean) => entries.filter((one) => one.excluded === excluded);
      expect([set, known(false).length, known(true).length]).toEqual([set, codes?.length, except?.length]);
    }
  });

  test('stand beside words in every set', () => {
    expect(codeSetNames.filter((set) => readValueSet(set).words?.length === 0)).toEqual([]);
  });
});

describe('docs/code-sets.md', () => {
  const page = codeSetsPage();

  test('has every set with its words, and every code with its certainty', () => {
    const titles = [...page.matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
    expect(titles).toEqual([...codeSetNames].sort());
    const rows = [...page.matchAll(/^\| `.+` \| `.+` \| .+ \| [VM] \| .+ \|$/gm)];
    expect(rows.length).toBe(everyCode.length);
  });

  test('counts them', () => {
    const counted = (certainty: string) => everyCode.filter((one) => one.certainty === certainty).length;
    expect(page).toContain(`| all | ${counted('V')} | ${counted('M')} | ${everyCode.length} |`);
  });
});
