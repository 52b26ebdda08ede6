import { expect, test } from '@jest/globals';
import type { JsonObject } from '#src/fhir/json.ts';
import { participantRanks } from '#src/fhir/mappers/visits/participants.ts';
import { type CodeSets, loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { rememberConcepts } from '#src/fhir/terminology/known-concepts.ts';

const made = () => ({ cost: 1, byCodes: [] });
const snomed = 'http://snomed.info/sct';

test('a concept is known again by its texts and codes, and no other is taken for it', () => {
  const knownOf = rememberConcepts();
  const concept = { text: 'Cough', coding: [{ system: snomed, code: '1', display: 'Cough for weeks' }] };
  const known = knownOf(concept, made);
  expect(knownOf({ ...concept, id: 'other', extension: [{ url: 'x' }] }, made)).toBe(known);
  const others: readonly JsonObject[] = [
    { text: 'Cough' },
    { ...concept, text: 'cough' },
    { ...concept, coding: [{ ...concept.coding[0], code: '2' }] },
    { ...concept, coding: [{ ...concept.coding[0], system: 'other' }] },
    { ...concept, coding: [{ ...concept.coding[0], display: 'Cough' }] },
    { ...concept, coding: [...concept.coding, ...concept.coding] },
    { ...concept.coding[0], text: 'Cough' },
    // Texts that hold what separates them elsewhere.
    { text: 'Cough","http://snomed.info/sct' },
  ];
  expect(new Set([concept, ...others].map((one) => knownOf(one, made))).size).toBe(others.length + 1);
});

test('only the last few thousand concepts are remembered', () => {
  const knownOf = rememberConcepts();
  const first = knownOf({ text: 'the first' }, made);
  for (let n = 0; n < 5000; n += 1) knownOf({ text: `text ${n}` }, made);
  expect(knownOf({ text: 'the first' }, made)).not.toBe(first);
});

test('one record learns nothing of another: a denial stays one, whatever came before', () => {
  const sets = loadCodeSets();
  const candidates = ['symptom-headache', 'symptom-other'] as const;
  const groupsOf = (text: string) => sets.forRecord(() => {}).setsOf({ text }, candidates);
  const [stated, denied] = [groupsOf('headache'), groupsOf('no headache')];
  expect(stated).toContain('symptom-headache');
  expect(denied).not.toContain('symptom-headache');
  for (let n = 0; n < 3; n += 1) expect([groupsOf('headache'), groupsOf('no headache')]).toEqual([stated, denied]);
});

test('sets asked for each by itself are not mistaken for the same sets asked for together', () => {
  const sets = loadCodeSets();
  const candidates = ['symptom-headache', 'self-harm'] as const;
  const concept = { text: 'thoughts of self-harm', coding: [{ system: snomed, code: '25064002' }] };
  for (let n = 0; n < 2; n += 1) {
    expect(sets.setsOf(concept, candidates)).toEqual(['symptom-headache']);
    expect(sets.eachOf(concept, candidates)).toEqual(['symptom-headache', 'self-harm']);
  }
});

test('what a function finds is found once, and costs each record the same', () => {
  const sets = loadCodeSets();
  let calls = 0;
  const find = (concept: JsonObject, codeSets: CodeSets) => {
    calls += 1;
    return codeSets.setsOf(concept, candidates).length + codeSets.eachOf(concept, candidates).length;
  };
  const candidates = ['symptom-headache', 'symptom-other'] as const;
  const lookUpsUntilSpent = (look: (record: CodeSets, concept: JsonObject) => unknown) => {
    let [isSpent, times] = [false, 0];
    const record = sets.forRecord(() => {
      isSpent = true;
    });
    for (; !isSpent; times += 1) look(record, { text: 'headache '.repeat(50) });
    return times;
  };
  const remembered = lookUpsUntilSpent((record, concept) => record.meaningOf(concept, find));
  expect(calls).toBe(1);
  const anew = lookUpsUntilSpent((record, concept) => find(concept, record));
  expect([remembered, calls]).toEqual([anew, anew + 1]);
});

test('what a concept means never depends on what it is not known by, in whichever record it came first', () => {
  const sets = loadCodeSets().forRecord(() => {});
  const looksAtAll = (concept: JsonObject) => Object.keys(concept).sort().join();
  const [odd, plain] = [
    { text: 5, id: 'x', extension: [], coding: [{ code: '1', version: '2' }] },
    { coding: [{ code: '1' }] },
  ];
  expect(sets.meaningOf(odd, looksAtAll)).toBe('coding');
  expect(sets.meaningOf(plain, looksAtAll)).toBe('coding');
  const looksAtCoding = (concept: JsonObject) => JSON.stringify(concept.coding);
  expect(sets.meaningOf(odd, looksAtCoding)).toBe('[{"code":"1"}]');
  const rankOf = participantRanks(sets);
  const ranks = [{ type: [{ text: 5 }] }, { type: [{}] }, { type: [{ coding: [] }] }].map(rankOf);
  // Each is without a type.
  expect(ranks).toEqual([2, 2, 2]);
});

test('a record of which no more may be searched leaves nothing behind for others', () => {
  const sets = loadCodeSets();
  const find = (concept: JsonObject, codeSets: CodeSets) => codeSets.has('symptom-headache', concept);
  let isSpent = false;
  const hostile = sets.forRecord(() => {
    isSpent = true;
  });
  while (!isSpent) hostile.has('symptom-headache', { text: 'something else '.repeat(50) });
  expect(hostile.meaningOf({ text: 'headache' }, find)).toBe(false);
  expect(sets.forRecord(() => {}).meaningOf({ text: 'headache' }, find)).toBe(true);
});
