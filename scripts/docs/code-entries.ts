import { readFileSync } from 'node:fs';
import type { Extension, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes';
import type { CodeSetName } from '#src/fhir/terminology/code-set-names.ts';

const folder = new URL('../../fhir-profiles/', import.meta.url);
const certainty = 'https://secure-base.org/fhir/StructureDefinition/code-certainty';
const source = 'https://secure-base.org/fhir/StructureDefinition/code-source';

/** A code as its ValueSet has it. Certainty and source are its own, or those of the group that it stands in. */
export interface CodeEntry {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  /** `V` seen with its meaning in the source, `M` from memory; anything else is a fault of the file. */
  readonly certainty: string;
  /** Name of the published list; empty if the file names none. */
  readonly source: string;
  /** It is not in the set, although its category or range is. */
  readonly excluded: boolean;
}

/** What the ValueSet `name` says of itself, and its codes in the order of the file. */
export function readCodeEntries(name: CodeSetName): { title: string; description: string; codes: CodeEntry[] } {
  const file = new URL(`ValueSet-${name}.json`, folder);
  const { title = '', description = '', compose }: ValueSet = JSON.parse(readFileSync(file, 'utf8'));
  const included = (compose?.include ?? []).flatMap((group) => entriesOf(group, false));
  const excluded = (compose?.exclude ?? []).flatMap((group) => entriesOf(group, true));
  return { title, description, codes: [...included, ...excluded] };
}

function entriesOf({ system = '', concept = [], extension }: ValueSetComposeInclude, excluded: boolean): CodeEntry[] {
  return concept.map((one) => {
    const stated = (url: string) => find(one.extension, url) ?? find(extension, url);
    return {
      system,
      code: one.code ?? '',
      display: one.display ?? '',
      certainty: stated(certainty)?.valueCode ?? '',
      source: stated(source)?.valueString ?? '',
      excluded,
    };
  });
}

function find(extensions: readonly Extension[] = [], url: string): Extension | undefined {
  return extensions.find((one) => one.url === url);
}
