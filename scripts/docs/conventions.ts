import type { CodeSetName } from '#src/fhir/terminology/code-set-names.ts';
import { classSets, participantSets } from '#src/fhir/terminology/code-set-names.ts';
import { codeSystemSpellings } from '#src/fhir/terminology/code-systems.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';
import { table } from './table.ts';

const code = (text: string) => `\`${text}\``;

/** docs/conventions.md: in which words and codes of other people's records the service finds its way, from its own tables. */
export function conventionsPage(): string {
  const rows = Object.entries(codeSystemSpellings).map(([address, others]) => [
    code(address),
    others.map(code).join(', '),
  ]);
  return `# Words and codes that are read

Generated from \`src/fhir/terminology/code-systems.ts\` and the ValueSets in \`fhir-profiles/\`; \`npm run docs\` writes it anew. A site changes the sets by \`SITE_SETTINGS\` (docs/configuration.md).

## Code systems

A code system may be spelled in any of these ways; so may those of a site's own sets. Letter case, \`https\`, \`urn:oid:\` before an OID, a version (\`|4.0.1\`, \`/version/20240101\` of SNOMED CT) and a closing slash make no difference.

${table(['system', 'also'], rows)}

- HL7's own: \`http://hl7.org/fhir/v3/…\`, \`http://hl7.org/fhir/v2/0004\`, \`http://hl7.org/fhir/practitioner-role\` and whatever else stood there until STU3 is the system of that name at \`http://terminology.hl7.org/CodeSystem/\`; tables of v2 by OID too (\`2.16.840.1.113883.12.4\`).
- A code of ICD-10 is also its categories (\`E11.90\`: \`E11.9\`, \`E11\`), without the marks beside it (\`+\`, \`†\`, \`*\`, \`!\`); one of ICPC also its rubric (\`P76.01\`: \`P76\`); one of ATC also its groups.
- Every coding of a concept is read. Read v2, CTV3 and local codes say nothing by themselves: the map to SNOMED CT or ICD-10 that stands beside them does, and else their words.
- Of a German diagnosis its certainty (\`icd-10-gm-diagnosesicherheit\`): ruled out (A), suspected (V), the state after it (Z).

## The class of an encounter

\`Encounter.class\` is a Coding, a list of CodeableConcepts (R5), or a text. Of several classes an emergency wins, then the first that is known. A null flavour, and a code that is in no set, is a missing class: then the words of \`type\` decide.

${sets(classSets)}

## Who took part

Whoever performed (\`participant-performer\`) is the one who saw the person; else whoever attended (\`participant-attender\`), else whoever is not typed at all, else one of any other type: a second performer, a consultant, an admitter, a local word. Of a participant with several types the best counts. Who is in \`participant-not-seeing\` has no part in it, nor in whom an appointment is with.

${sets(participantSets)}

## Entries that are no visits

${sets(['not-a-visit', 'visit-type-unspecified'])}

A type in \`visit-type-unspecified\` (a fallback code, 'Other') is left out where the same concept, or another type, says anything: 'GP Surgery' beside the code for 'Other report' is a visit. Of what is left, one sign of no visit is enough, be it code, display or text. Where nothing else is said, 'Other' is no visit.

## Problems that contradict themselves

A problem that is active by its status and has an abatement keeps back whatever an active one keeps back, and brings no card.
`;
}

function sets(names: readonly CodeSetName[]): string {
  return table(
    ['set', 'codes', 'words'],
    names.map((name) => {
      const { codes = [], words = [] } = readValueSet(name);
      const bySystem = Map.groupBy(codes, ({ system }) => system);
      const said = [...bySystem].map(
        ([system, all]) => `${lastPart(system)} ${all.map((one) => code(one.code)).join(' ')}`,
      );
      return [code(name), said.join('; '), words.map((word) => word.replace(/^=(.*)$/, '$1 (alone)')).join(', ')];
    }),
  );
}

/** What a system is called for short. */
function lastPart(system: string): string {
  return system === 'http://snomed.info/sct' ? 'SNOMED CT' : (system.split('/').at(-1) ?? system);
}
