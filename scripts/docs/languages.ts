import { readFileSync } from 'node:fs';
import { languages } from '#src/cards/wording/index.ts';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { wordsOfLanguages } from '#src/fhir/terminology/language-words.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';
import { table } from './table.ts';

/** docs/languages.md, from the files of the languages. */
export function languagesPage(): string {
  const rows = Object.entries(languages).map(([tag, { about }]) => [
    `\`${tag}\``,
    about.name,
    about.reviewedBy ?? '**nobody yet**',
    String(wordsOf(tag)),
  ]);
  return `# Languages

Generated from \`src/cards/wording/\` and \`fhir-profiles/words/\` by \`npm run docs\`.

${table(['tag', 'language', 'reviewed by', 'words found in records'], rows)}

A language whose words nobody who speaks it has reviewed says so in one line at the start, in the log where it is a site's
(\`language-unreviewed\`), and in \`unreviewedLanguages\` of \`/health/live\` and \`/health/ready\`. It works all the same. **Have its cards read
by clinicians who speak it before they are shown to anybody**; then put their names and roles into \`reviewedBy\` of its \`about.json\`.

## Which language

- Cards and pages: that of the site ([sites.md](sites.md)), else \`LANGUAGE\`. A list of locales such as \`nb_NO:nb:en\`, which many
  machines set, gives the first of them that is there.
- The pages of detections: that of \`?language=TAG\`, which the links on cards and pages have where theirs is not \`LANGUAGE\`; else
  \`LANGUAGE\`. What settings mean is in English on all of them.
- The pages of the commands for a whole practice: \`LANGUAGE\`. Their tables and FHIR files have no language.
- The leaflet of early signs: what the person prefers by \`Patient.communication\` (or UK Core's NHSCommunication), where there are
  words; else the site's.
- Records: words of all these languages are looked for in every record, whatever the language of the cards, since records mix them.
  A code decides before a word ([code-sets.md](code-sets.md)). Diacritics make no difference.

## What a language has

| where | what |
| --- | --- |
| \`src/cards/wording/TAG/\` | the words of cards, detections, silences and pages, as ICU messages; \`names.json\`: titles and forms of names by the country's habit; \`about.json\`: who has reviewed it |
| \`fhir-profiles/words/TAG.json\` | words by code set, and what denies, suspects or rules out in a sentence |
| \`tests/cards/languages/TAG.ts\` | banned words, number words, how a suggestion begins |
| \`tests/fhir/terminology/words/TAG.json\` | texts of that country's records, and what each must mean |

The compiler names what a language lacks. Tests run every finding in every language with random facts, names and genders: at most 60
words and 139 characters, whole sentences, all plural forms, no banned word; and no word of one language may mean something else
in another.

## To add one

1. Copy the four places above from a language that is near, and translate.
2. Add it to \`languages\` (\`src/cards/wording/index.ts\`), \`languagesRead\` (\`src/fhir/terminology/language-words.ts\`) and the tests' list.
3. \`npm run docs\`, \`npm test\`, and read every sample card aloud.
`;
}

/** Words for code sets: those of English stand in the ValueSets. */
function wordsOf(tag: string): number {
  const { sets }: { readonly sets: Readonly<Record<string, readonly string[]>> } = JSON.parse(
    readFileSync(new URL(`../../fhir-profiles/words/${tag}.json`, import.meta.url), 'utf8'),
  );
  const own = Object.values(sets).flat().length;
  if (tag !== 'en-GB') return own;
  const inValueSets = codeSetNames.map(
    (name) => (readValueSet(name).words ?? []).length - wordsOfLanguages(name).length,
  );
  return inValueSets.reduce((sum, count) => sum + count, own);
}
