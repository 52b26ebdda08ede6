import { describe, expect, test } from '@jest/globals';
import type { CarePlan, CodeSystem, Communication, StructureDefinition, Task } from '@medplum/fhirtypes';
import { overrideReasons } from '#src/cards/override-reasons.ts';
import { languages } from '#src/cards/wording/index.ts';
import { codes } from '#src/detectors/index.ts';
import { codesBuilt } from '../../scripts/docs/example-facts.ts';
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

  test('a shared signature without signs, without a day, or only proposed is not by its profile', () => {
    const plan = readProfile<CarePlan>('CarePlan-shared-signature.json');
    const { extension, ...without } = plan;
    const { created, ...undated } = plan;
    expect([extension?.length, created, faultsOf(plan)]).toEqual([1, '2026-03-10', []]);
    expect(faultsOf(without)).not.toEqual([]);
    expect(faultsOf(undated)).not.toEqual([]);
    expect(faultsOf({ ...plan, intent: 'proposal' })).not.toEqual([]);
  });

  test('its extension has the parts that the example has, each with the type of its value', () => {
    const definition = readProfile<StructureDefinition>('StructureDefinition-illness-signature.json');
    const elements = definition.differential?.element ?? [];
    const typeOf = (name: string) => elements.find(({ id }) => id?.endsWith(`:${name}.value[x]`))?.type?.[0]?.code;
    const parts = readProfile<CarePlan>('CarePlan-shared-signature.json').extension?.[0]?.extension ?? [];
    const all = [...parts, ...parts.flatMap((part) => part.extension ?? [])].filter((part) => part.url !== 'sign');
    for (const part of all)
      expect([part.url, `value${capital(typeOf(part.url ?? ''))}` in part]).toEqual([part.url, true]);
    expect(new Set(all.map(({ url }) => url))).toEqual(new Set(['minSigns', 'window', 'text', 'trigger']));
    expect(definition).toMatchObject({ type: 'Extension', context: [{ type: 'element', expression: 'CarePlan' }] });
  });

  test('the code system of detections has every code, and the displays that cards show', () => {
    const { concept = [], count } = readProfile<CodeSystem>('CodeSystem-detections.json');
    expect(concept.map(({ code }) => code).toSorted()).toEqual([...codes].toSorted());
    expect(count).toBe(codes.length);
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

  test.each(['code-certainty', 'code-source'])('%s is an extension of a group of codes and of a code', (name) => {
    const file = readProfile<StructureDefinition>(`StructureDefinition-${name}.json`);
    const places = ['ValueSet.compose.include', 'ValueSet.compose.include.concept'];
    expect(file).toMatchObject({ type: 'Extension', context: places.map((expression) => ({ expression })) });
  });
});

function capital(type = ''): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}
