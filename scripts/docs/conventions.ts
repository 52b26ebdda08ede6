import type { CodeSetName } from '#src/fhir/terminology/code-set-names.ts';
import { classSets, participantSets } from '#src/fhir/terminology/code-set-names.ts';
import { codeSystemSpellings } from '#src/fhir/terminology/code-systems.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';
import { table } from './table.ts';

const code = (text: string) => `\`${text}\``;

/** docs/conventions.md: the words and codes that the service recognises in records, from its own tables. */
export function conventionsPage(): string {
  const rows = Object.entries(codeSystemSpellings).map(([address, others]) => [
    code(address),
    others.map(code).join(', '),
  ]);
  return `# Words and codes the service recognises

Generated from \`src/fhir/terminology/code-systems.ts\` and the ValueSets in \`fhir-profiles/\` by \`npm run docs\`. A site can change the sets with \`SITE_SETTINGS\` (docs/configuration.md).

## Code systems

A code system may be spelled in any of these ways, also in a site's own sets. Letter case, \`https\`, \`urn:oid:\` before an OID, a version (\`|4.0.1\`, \`/version/20240101\` of SNOMED CT) and a trailing slash make no difference.

${table(['system', 'also'], rows)}

- HL7's own: \`http://hl7.org/fhir/v3/…\`, \`http://hl7.org/fhir/v2/0004\`, \`http://hl7.org/fhir/practitioner-role\` and everything else that was there until STU3 denote the system of that name at \`http://terminology.hl7.org/CodeSystem/\`; tables of v2 by OID too (\`2.16.840.1.113883.12.4\`).
- An ICD-10 code also counts as its categories (\`E11.90\`: \`E11.9\`, \`E11\`), ignoring the marks \`+\`, \`†\`, \`*\` and \`!\`; an ICPC code also as its rubric (\`P76.01\`: \`P76\`); an ATC code also as its groups.
- Every coding of a concept is read. Read v2, CTV3 and local codes are not interpreted themselves: the mapping to SNOMED CT or ICD-10 beside them is, or else their text.
- The certainty of a German diagnosis (\`icd-10-gm-diagnosesicherheit\`) is read: ruled out (A), suspected (V), status post (Z).

## The class of an encounter

\`Encounter.class\` is a Coding, a list of CodeableConcepts (R5), or a text. Among several classes an emergency wins, then the first known one. A null flavour, or a code in no set, counts as a missing class; then the words of \`type\` decide.

${sets(classSets)}

## Who took part

The clinician who saw the person is the performer (\`participant-performer\`); else the attender (\`participant-attender\`), else a participant without a type, else one of any other type: a second performer, a consultant, an admitter, a local word. For a participant with several types the best one counts. Participants in \`participant-not-seeing\` are ignored, also for appointments.

${sets(participantSets)}

## Entries that are not visits

${sets(['not-a-visit', 'visit-type-unspecified'])}

A type in \`visit-type-unspecified\` (a fallback code, 'Other') is ignored if the same concept, or another type, says anything else: 'GP Surgery' beside the code for 'Other report' is a visit. Among the rest, a single match of \`not-a-visit\` is enough, whether by code, display or text. 'Other' alone is not a visit.

## Problems that contradict themselves

A problem with an active status and an abatement suppresses whatever an active problem suppresses, but never leads to a card.
`;
}

function sets(names: readonly CodeSetName[]): string {
  return table(
    ['set', 'codes', 'words'],
    names.map((name) => {
      const { codes = [], words = [] } = readValueSet(name);
      const bySystem = Map.groupBy(codes, ({ system }) => system);
      const spellings = [...bySystem].map(
        ([system, all]) => `${lastPart(system)} ${all.map((one) => code(one.code)).join(' ')}`,
      );
      return [code(name), spellings.join('; '), words.map((word) => word.replace(/^=(.*)$/, '$1 (alone)')).join(', ')];
    }),
  );
}

/** Short name of a code system. */
function lastPart(system: string): string {
  return system === 'http://snomed.info/sct' ? 'SNOMED CT' : (system.split('/').at(-1) ?? system);
}
