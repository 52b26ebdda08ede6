import { describe, expect, test } from '@jest/globals';
import type { CodeSystem, Communication, StructureDefinition, Task } from '@medplum/fhirtypes';
import { overrideReasons } from '#src/cards/override-reasons.ts';
import { languages } from '#src/cards/wording/index.ts';
import { codes } from '#src/detectors/codes.ts';
import { codesBuilt } from './findings.ts';
import { faultsOf, ownFiles, readProfile } from './profiles.ts';

describe('fhir-profiles', () => {
  test.each(ownFiles)('%s is valid FHIR R4, and by its profile', (file) => {
    expect(faultsOf(readProfile(file))).toEqual([]);
  });

  test('the canonical URLs are ours and agree with id and file name', () => {
    const canonical = ownFiles.filter((file) => /^(?:CodeSystem|StructureDefinition)-/.test(file));
    for (const file of canonical) {
      const { resourceType, id, url } = readProfile<CodeSystem>(file);
      expect([file, url]).toEqual([`${resourceType}-${id}.json`, `https://secure-base.org/fhir/${resourceType}/${id}`]);
    }
    expect(canonical.length).toBeGreaterThanOrEqual(6);
  });

  test('a task without an owner, or with another intent, is not by its profile', () => {
    const { owner, ...unowned } = readProfile<Task>('Task-introduce-next-clinician.json');
    expect(owner).toBeDefined();
    expect(faultsOf(unowned)).not.toEqual([]);
    expect(faultsOf({ ...unowned, ...(owner && { owner }), intent: 'order' })).not.toEqual([]);
  });

  test('a message that says it was sent is not by its profile', () => {
    const draft = readProfile<Communication>('Communication-message-to-usual-clinician.json');
    expect(faultsOf({ ...draft, sent: '2026-11-20T10:00:00Z' })).not.toEqual([]);
    expect(faultsOf({ ...draft, status: 'completed' })).not.toEqual([]);
  });

  test('the code system of detections has every code, and the displays that cards show', () => {
    const { concept = [], count } = readProfile<CodeSystem>('CodeSystem-detections.json');
    expect(concept.map(({ code }) => code).toSorted()).toEqual([...codes].toSorted());
    expect(count).toBe(36);
    for (const code of codesBuilt) {
      expect(languages['en-GB'].findings[code].topic).toBe(concept.find((one) => one.code === code)?.display);
    }
  });

  test('the code system of override reasons has every reason, in order, as cards show them', () => {
    const { concept = [] } = readProfile<CodeSystem>('CodeSystem-override-reasons.json');
    const shown = overrideReasons.map((code) => ({ code, display: languages['en-GB'].overrideReasons[code] }));
    expect(concept.map(({ code, display }) => ({ code, display }))).toEqual(shown);
  });

  test('the extension that holds words is an extension of ValueSet', () => {
    const file = readProfile<StructureDefinition>('StructureDefinition-matching-words.json');
    expect(file).toMatchObject({ type: 'Extension', context: [{ type: 'element', expression: 'ValueSet' }] });
  });
});
