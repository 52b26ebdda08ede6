import { readFileSync } from 'node:fs';
import type { ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes';
import type { CodeSetName } from './code-set-names.ts';
import { wordsOfLanguages } from './language-words.ts';

/** Codes and words of one set. A code such as `E10-E14` is a range of categories. */
export interface CodeSetContent {
  readonly codes?: readonly { readonly system: string; readonly code: string }[] | undefined;
  /** `word` is found as a whole word, `stem-` at the start of one, `=text` as the whole text. */
  readonly words?: readonly string[] | undefined;
  readonly except?: readonly { readonly system: string; readonly code: string }[] | undefined;
}

const folder = new URL('../../../fhir-profiles/', import.meta.url);
const words = 'https://secure-base.org/fhir/StructureDefinition/matching-words';

/** Reads the ValueSet `name` of `fhir-profiles/` with its words in all languages; throws if its file is missing or not JSON. */
export function readValueSet(name: CodeSetName): Required<CodeSetContent> {
  const valueSet: ValueSet = JSON.parse(readFileSync(new URL(`ValueSet-${name}.json`, folder), 'utf8'));
  return {
    codes: (valueSet.compose?.include ?? []).flatMap(codesOf),
    except: (valueSet.compose?.exclude ?? []).flatMap(codesOf),
    words: [
      ...(valueSet.extension ?? []).flatMap((e) => (e.url === words && e.valueString ? [e.valueString] : [])),
      ...wordsOfLanguages(name),
    ],
  };
}

function codesOf(include: ValueSetComposeInclude): { system: string; code: string }[] {
  const { system = '' } = include;
  return (include.concept ?? []).map((concept) => ({ system, code: concept.code ?? '' }));
}
