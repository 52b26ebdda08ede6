import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** English by name: its tag as a text, or as the language of a page. */
const english = /(['"`])en(?:-GB)?\1|lang="en/;

/** Where English is meant, whatever the language of the cards. */
const meant: Readonly<Record<string, string>> = {
  'src/cards/names.ts': 'the bounds of characters, which are those of every language',
  'src/cards/wording/index.ts': 'the list of languages; every language has words for the same codes',
  'src/config/language.ts': 'the default of LANGUAGE',
  'src/config/setting-types.ts': 'whether a time zone exists, which no language decides',
  'src/fhir/terminology/language-words.ts': 'the list of languages whose words are found in records',
  'src/pages/home.ts': 'for whoever installs the service',
  'src/pages/detection-page.ts': 'the descriptions of settings are English on every page',
  'src/practice/report/figures/practice-report.ts': 'the order of names, the same in tables of every language',
};

test('nothing is English alone but what is meant to be', () => {
  const files = globSync('{src,hooks}/**/*.ts');
  expect(files.length).toBeGreaterThan(400);
  const found = files.filter((file) => english.test(withoutComments(readFileSync(file, 'utf8'))));
  expect(found.sort()).toEqual(Object.keys(meant).sort());
});

test('English by name is noticed', () => {
  for (const one of ["wordsIn('en-GB')", '`<html lang="en">`', '<p lang="en-GB">', 'new Intl.Collator("en")'])
    expect(one).toMatch(english);
  for (const one of ["'de-DE'", "'open'", 'lang="de"', "'en-US-posix'"]) expect(one).not.toMatch(english);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
}
