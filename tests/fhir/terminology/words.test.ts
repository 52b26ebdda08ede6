import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { type CodeSetName, codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import { type CodeSetChanges, loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { languagesRead, wordsOfLanguages } from '#src/fhir/terminology/language-words.ts';
import { folded } from '#src/fhir/terminology/matching-text.ts';
import { readValueSet } from '#src/fhir/terminology/value-sets.ts';

interface Samples {
  /** Texts as that country's systems have them, with sets that each must be in. */
  readonly texts: Readonly<Record<string, readonly CodeSetName[]>>;
  /** Texts that name what a set stands for, but do not affirm it. */
  readonly denied: Readonly<Record<string, CodeSetName>>;
  /** Texts with a word that often denies, and here does not. */
  readonly affirmed?: Readonly<Record<string, CodeSetName>>;
}
type Language = (typeof languagesRead)[number];

const folder = 'fhir-profiles/words';
const sets = loadCodeSets();
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const samplesOf = (language: Language): Samples => json(`tests/fhir/terminology/words/${language}.json`);

/** A language's own words by set; those of English stand in the ValueSets. */
function wordsOf(language: Language): ReadonlyMap<CodeSetName, readonly string[]> {
  const own: Partial<Record<CodeSetName, readonly string[]>> = json(`${folder}/${language}.json`).sets;
  return new Map(
    codeSetNames.map((name) => {
      const { words = [] } = readValueSet(name);
      const all = language === 'en-GB' ? words.slice(0, words.length - wordsOfLanguages(name).length) : [];
      return [name, [...all, ...(own[name] ?? [])]];
    }),
  );
}

const onlyIn = new Map(
  languagesRead.map((language) => {
    const words = wordsOf(language);
    const changes = Object.fromEntries(
      codeSetNames.map((name) => [name, { replace: { words: words.get(name) ?? [] } }]),
    );
    return [language, { words, sets: loadCodeSets(changes as CodeSetChanges) }];
  }),
);

test('every language of the cards is one whose records are read, and each file is read', () => {
  expect([...languagesRead].sort()).toEqual(Object.keys(languages).sort());
  expect(readdirSync(folder).sort()).toEqual(languagesRead.map((language) => `${language}.json`).sort());
});

describe.each(languagesRead)('%s', (language) => {
  const { texts, denied, affirmed = {} } = samplesOf(language);

  test.each(Object.entries(texts))('‘%s’ is in %j', (text, expected) => {
    expect(sets.eachOf({ text }, codeSetNames)).toEqual(expect.arrayContaining([...expected]));
  });

  test.each(Object.entries(denied))('‘%s’ affirms nothing of %s', (text, set) => {
    expect(sets.has(set, { text })).toBe(false);
  });

  test.each(Object.entries(affirmed))('‘%s’ affirms %s', (text, set) => {
    expect(sets.has(set, { text })).toBe(true);
  });

  test('its words mean nothing else in another language', () => {
    const own = onlyIn.get(language);
    const falseFriends = languagesRead
      .filter((other) => other !== language)
      .flatMap((other) =>
        [...new Set([...(own?.words.values() ?? [])].flat())].flatMap((word) => {
          const concept = { text: word.replace(/^=|-$/g, '') };
          const here = own?.sets.eachOf(concept, codeSetNames) ?? [];
          const there = onlyIn.get(other)?.sets.eachOf(concept, codeSetNames) ?? [];
          return there.filter((set) => !here.includes(set)).map((set) => `${word}: ${set} (${other})`);
        }),
      );
    expect(falseFriends).toEqual([]);
  });
});

test('diacritics and typographic apostrophes make no difference, but in scripts where a mark is a vowel', () => {
  expect(folded('Visite à domicile – Gespräch, besøk, Straße, œdème, l’urgence')).toBe(
    "Visite a domicile – Gesprach, besok, Strasse, oedeme, l'urgence",
  );
  expect(folded('हिन्दी')).toBe('हिन्दी');
});
