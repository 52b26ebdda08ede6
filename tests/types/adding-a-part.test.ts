import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { copySource, type SourceCopy } from '../support/copy-of-source.ts';
import { addDummyDetection, codesShownBy, showDummyDetection } from '../support/dummy-detection.ts';

const languageNames = Object.keys(languages);
let copy: SourceCopy;
beforeAll(() => {
  copy = copySource('tests/support/builders.ts');
});
afterAll(() => copy.remove());

const set = {
  resourceType: 'ValueSet',
  id: 'dummy-set',
  url: 'https://secure-base.org/fhir/ValueSet/dummy-set',
  compose: { include: [{ system: 'http://snomed.info/sct', concept: [{ code: '424242' }] }] },
};

const mapper = `import type { Context } from '../../record/context.ts';

export function toDummyPart({ own, codeSets }: Context): string[] {
  return own.procedures.filter(({ code }) => codeSets.has('dummy-set', code)).map(({ id }) => \`Procedure/\${id}\`);
}
`;

const procedure = {
  resourceType: 'Procedure',
  id: '1',
  status: 'completed',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '424242' }] },
};

/** The files in which the compiler finds errors. */
function brokenFiles(): string[] {
  return [...new Set(copy.compile().match(/^[\w/-]+\.ts(?=[:(])/gm))].sort();
}

test('a new part does not compile until every place that must know of it does', () => {
  copy.addBefore('src/history/history.ts', [
    '  /** Every clinician whom the other parts name',
    '  readonly dummyPart: readonly string[];',
  ]);
  expect(brokenFiles()).toEqual([
    ...languageNames.map((language) => `src/cards/wording/${language}/index.ts`).sort(),
    'src/fhir/mappers/reading.ts',
    'src/fhir/read/searches.ts',
    'src/history/as-known-on.ts',
    'tests/support/builders.ts',
  ]);
  for (const language of languageNames)
    copy.addEntry(`src/cards/wording/${language}/explanations.json`, ['parts'], 'dummyPart', 'the dummies');
  copy.write('src/fhir/mappers/problems/dummy-part.ts', mapper);
  copy.addBefore(
    'src/fhir/mappers/reading.ts',
    ['import { toInvestigations }', "import { toDummyPart } from './problems/dummy-part.ts';"],
    ['    clinicians: { known: true', "    dummyPart: known('dummyPart', toDummyPart(context)),"],
  );
  copy.addBefore('src/fhir/read/searches.ts', ['  clinicians: [],', "  dummyPart: ['procedures'],"]);
  copy.addBefore('src/history/as-known-on.ts', ['  clinicians: unchanged,', '  dummyPart: unchanged,']);
  copy.addBefore('tests/support/builders.ts', ['    followUps: [],', '    dummyPart: [],']);
  expect(brokenFiles()).toEqual(['src/fhir/mappers/problems/dummy-part.ts']);
  copy.addBefore('src/fhir/terminology/code-set-names.ts', ["  'referral',", "  'dummy-set',"]);
  copy.write('fhir-profiles/ValueSet-dummy-set.json', JSON.stringify(set));
}, 300_000);

test('a detection on it is shown, and touches few files', () => {
  addDummyDetection(copy, 'dummyPart', 'entries');
  showDummyDetection(copy);
  expect(copy.compile()).toBe('');
  expect(codesShownBy(copy, { procedures: procedure })).toContain('dummy-detection');
  expect([...copy.touched.keys()]).toHaveLength(11 + 4 * languageNames.length);
}, 300_000);
