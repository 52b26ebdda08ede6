import { describe, expect, test } from '@jest/globals';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { canonicalSystem, codeSystemSpellings } from '#src/fhir/terminology/code-systems.ts';
import { codingMatcher } from '#src/fhir/terminology/coding-equals.ts';
import { codesOf } from '#src/fhir/terminology/codings.ts';

const icd10 = 'http://hl7.org/fhir/sid/icd-10';
const icpc2 = 'http://hl7.org/fhir/sid/icpc-2';
const atc = 'http://www.whocc.no/atc';
const snomed = 'http://snomed.info/sct';

describe('a code system has one address', () => {
  test.each([
    ['http://fhir.de/CodeSystem/bfarm/icd-10-gm', icd10],
    ['http://fhir.de/CodeSystem/dimdi/icd-10-gm', icd10],
    ['http://hl7.org/fhir/sid/icd-10-nl', icd10],
    ['urn:oid:2.16.578.1.12.4.1.1.7110', icd10],
    ['2.16.840.1.113883.6.90', icd10],
    ['http://hl7.org/fhir/sid/icpc-1-nl', icpc2],
    ['urn:oid:2.16.578.1.12.4.1.1.7170', icpc2],
    ['http://fhir.de/CodeSystem/bfarm/atc', atc],
    ['urn:oid:2.16.578.1.12.4.1.1.7180', atc],
    ['https://www.whocc.no/atc/', atc],
    ['http://snomed.info/sct/900000000000207008/version/20240101', snomed],
    ['http://snomed.info/sct/', snomed],
    ['HTTP://SNOMED.INFO/SCT', snomed],
    ['http://snomed.info/sct|http://snomed.info/sct/999000041000000102', snomed],
    ['URN:OID:2.16.840.1.113883.6.96', snomed],
    ['https://loinc.org', 'http://loinc.org'],
    ['urn:oid:2.16.840.1.113883.6.8', 'http://unitsofmeasure.org'],
  ])('%s', (spelling, address) => {
    expect(canonicalSystem(spelling)).toBe(address);
  });

  test.each([
    ['http://hl7.org/fhir/v3/ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActCode'],
    ['urn:oid:2.16.840.1.113883.5.4', 'http://terminology.hl7.org/CodeSystem/v3-ActCode'],
    ['http://hl7.org/fhir/v2/0004', 'http://terminology.hl7.org/CodeSystem/v2-0004'],
    ['http://terminology.hl7.org/CodeSystem/v2-0004/2.7', 'http://terminology.hl7.org/CodeSystem/v2-0004'],
    ['urn:oid:2.16.840.1.113883.12.4', 'http://terminology.hl7.org/CodeSystem/v2-0004'],
    ['http://hl7.org/fhir/practitioner-role', 'http://terminology.hl7.org/CodeSystem/practitioner-role'],
    ['http://hl7.org/fhir/v3/DischargeDisposition', 'http://terminology.hl7.org/CodeSystem/v3-DischargeDisposition'],
    ['https://EHR.example/codes/', 'http://ehr.example/codes'],
  ])('%s is %s', (one, other) => {
    expect(canonicalSystem(one)).toBe(canonicalSystem(other));
  });

  test('and others are others', () => {
    const others = [
      'http://hl7.org/fhir/sid/icd-10-pcs',
      'http://hl7.org/fhir/sid/icd-9-cm',
      'http://id.who.int/icd/release/10/2019',
      'http://read.info/readv2',
      'http://snomed.info/sctx',
      'http://hl7.org/fhir/ValueSet/v3-ActCode',
      '',
    ];
    const found = others.map(canonicalSystem);
    expect(new Set(found).size).toBe(others.length);
    expect(found.filter((one) => Object.hasOwn(codeSystemSpellings, one))).toEqual([]);
  });

  test('no spelling is of two systems, and each is written as it is looked up', () => {
    const all = Object.values(codeSystemSpellings).flat();
    expect(new Set(all).size).toBe(all.length);
    for (const [address, spellings] of Object.entries(codeSystemSpellings))
      for (const one of [address, address.toUpperCase(), ...spellings, ...spellings.map((each) => each.toUpperCase())])
        expect([one, canonicalSystem(one)]).toEqual([one, address]);
  });
});

describe('wherever a code is compared', () => {
  const sets = loadCodeSets({
    asthma: { add: { codes: [{ system: 'urn:oid:2.16.840.1.113883.6.96', code: '1' }] } },
    copd: { add: { codes: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'x99' }] } },
  });
  const coding = (system: string, code: string) => ({ coding: [{ system, code }] });

  test.each([
    ['diabetes', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'E11.9'],
    ['diabetes', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'E11.90+'],
    ['diabetes', 'http://fhir.de/CodeSystem/dimdi/icd-10-gm', 'e11.90 !'],
    ['diabetes', 'http://hl7.org/fhir/sid/icd-10-nl', 'E11†'],
    ['depression', 'http://hl7.org/fhir/sid/icpc-1-nl', 'P76.01'],
    ['diabetes-type-1', 'http://hl7.org/fhir/sid/icpc-1-nl', 'T90.01'],
    ['diabetes', 'http://hl7.org/fhir/sid/icpc-1-nl', 'T90.01'],
    ['depression', 'urn:oid:2.16.578.1.12.4.1.1.7170', 'P76'],
    ['depression', 'http://hl7.org/fhir/sid/icpc-2', 'p76'],
    ['antidepressant', 'http://fhir.de/CodeSystem/dimdi/atc', 'N06AB06'],
    ['asthma', 'https://snomed.info/sct', '1'],
    ['copd', 'http://hl7.org/fhir/sid/icd-10', 'X99.1'],
    ['role-gp', 'http://nucc.org/provider-taxonomy/', '207Q00000X'],
  ] as const)('%s: %s %s', (set, system, code) => {
    expect(sets.has(set, coding(system, code))).toBe(true);
  });

  test('a mark is not of the code, and no other letter is', () => {
    expect(sets.has('diabetes', coding('http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'E21.0+'))).toBe(false);
    expect(sets.has('diabetes-type-1', coding('http://hl7.org/fhir/sid/icpc-1-nl', 'T90.02'))).toBe(false);
    expect(codesOf(coding('http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'e11.90+'))).toEqual([`${icd10}|E11.90`]);
    expect(codesOf(coding('http://local/One', 'aB+'))).toEqual(['http://local/one|aB+']);
  });

  test('a code of Read beside one of SNOMED CT: either is read', () => {
    const concept = {
      coding: [
        { system: 'http://read.info/readv2', code: 'C10..00' },
        { system: snomed, code: '73211009' },
      ],
    };
    expect(sets.has('diabetes', concept)).toBe(true);
    expect(sets.has('diabetes', { coding: concept.coding.slice(0, 1) })).toBe(false);
  });

  test('Codings that an extension or a plan asks for', () => {
    const isWanted = codingMatcher([{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'E11.90+' }]);
    expect(isWanted(coding(icd10, 'E11.90'))).toBe(true);
    expect(isWanted(coding(icd10, 'E11.91'))).toBe(false);
    expect(isWanted({ code: 'E11.90' })).toBe(false);
  });
});
