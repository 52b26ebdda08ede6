import { type CodeSetName, codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';
import { type CodeEntry, readCodeEntries } from './code-entries.ts';
import { table } from './table.ts';

const code = (text: string) => `\`${text}\``;
const names = [...codeSetNames].sort();

/** docs/code-sets.md: every code with its certainty and source, so that a terminologist can verify it. */
export function codeSetsPage(): string {
  const sets = names.map((name) => ({ name, ...readCodeEntries(name) }));
  const all = sets.flatMap(({ name, codes }) => codes.map((one) => ({ ...one, set: name })));
  const remembered = all.filter(({ certainty }) => certainty === 'M');
  return `# Code sets

Generated from the ValueSets in \`fhir-profiles/\` by \`npm run docs\`.

The service finds illnesses, symptoms, medicines, kinds of visit and roles by ${names.length} sets. A set has words, and most have codes; words count where no code of a concept is in any set that is asked for. A word is found as a whole word, \`stem-\` at the start of one, \`=text\` as the whole text; upper and lower case are the same. A code of ICD-10, ICPC or ATC stands for what is below it too, and \`E10-E14\` for a range of categories; the more specific entry decides. How code systems may be spelled is in docs/conventions.md.

## Certainty

- **V**: code and meaning were seen together in the list that is named as the source.
- **M**: from memory. The code has the right form, but nobody has looked it up.

${countsTable(all)}

${table(
  ['source', 'codes'],
  [...Map.groupBy(all, ({ source }) => source)]
    .map(([source, some]) => [source, some.length] as const)
    .sort(([, a], [, b]) => b - a)
    .map(([source, count]) => [source, String(count)]),
)}

## To verify them

1. Look up each code of the next section in a terminology server with the edition of your country, then those of the sets that your detections need.
2. A right code: set the \`code-certainty\` of its concept in the ValueSet to \`V\` and its \`code-source\` to the edition, for example 'SNOMED CT UK 20261118'. Both may stand once for a whole \`include\` or \`exclude\`; on a concept they override that.
3. A wrong code: correct or remove it, and tell us. Until then a site can do so itself.

A site changes any set in the file of \`SITE_SETTINGS\` (docs/configuration.md): \`add\` extends it, \`replace\` puts the site's own set in its place, for example one that its terminology service maintains.

\`\`\`json
{
  "codeSets": {
    "asthma": {
      "replace": { "codes": [{ "system": "http://snomed.info/sct", "code": "195967001" }], "words": ["asthma"] }
    }
  }
}
\`\`\`

## Codes from memory

${table(
  ['system', 'code', 'display', 'sets'],
  [...Map.groupBy(remembered, (one) => `${one.system}|${one.code}|${one.display}`).values()].map((same) => [
    ...cells(same[0] as CodeEntry),
    [...new Set(same.map(({ set }) => code(set)))].join(', '),
  ]),
)}

## The sets

${sets.map(section).join('\n\n')}
`;
}

/** Counts by code system, largest first, and of all. */
function countsTable(all: readonly CodeEntry[]): string {
  const count = (some: readonly CodeEntry[]) => [
    ...['V', 'M'].map((each) => String(some.filter(({ certainty }) => certainty === each).length)),
    String(some.length),
  ];
  const systems = [...Map.groupBy(all, ({ system }) => system)].sort(([, a], [, b]) => b.length - a.length);
  return table(
    ['code system', 'V', 'M', 'all'],
    [...systems.map(([system, some]) => [code(system), ...count(some)]), ['all', ...count(all)]],
  );
}

function section({
  name,
  title,
  description,
  codes,
}: { name: CodeSetName } & ReturnType<typeof readCodeEntries>): string {
  const words = readValueSet(name).words ?? [];
  const rows = (excluded: boolean) =>
    codes.filter((one) => one.excluded === excluded).map((one) => [...cells(one), one.certainty, one.source]);
  const head = ['system', 'code', 'display', 'certainty', 'source'];
  const except = rows(true);
  return [
    `### ${code(name)}`,
    `**${title}**: ${description}`,
    `Words: ${words.map(code).join(', ')}`,
    ...(rows(false).length > 0 ? [table(head, rows(false))] : ['No codes.']),
    ...(except.length > 0 ? ['Not in it, though their category is:', table(head, except)] : []),
  ].join('\n\n');
}

const cells = ({ system, code: id, display }: CodeEntry) => [code(system), code(id), display];
