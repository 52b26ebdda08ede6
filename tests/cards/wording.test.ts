import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { toArguments } from '#src/cards/arguments.ts';
import { cardTextOf } from '#src/cards/card-text.ts';
import { phrasingFor, plain } from '#src/cards/phrasing.ts';
import { type Language, languages } from '#src/cards/wording/index.ts';
import type { FindingWords } from '#src/cards/wording/wording.ts';
import { placeholders, wordsIn } from '#src/cards/words.ts';
import type { Code } from '#src/detectors/index.ts';
import type { Person } from '#src/history/history.ts';
import { codesBuilt, fullFacts } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on, person } from '../../scripts/docs/example-findings.ts';
import { runs } from '../support/property-runs.ts';
import { anyFacts, anyName } from './any.ts';
import { checks } from './languages/index.ts';

const languageNames = Object.keys(languages) as Language[];
const all = languageNames.flatMap((language) => codesBuilt.map((code) => [language, code] as const));
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);
const messagesOf = (language: Language, code: Code) => {
  const { topic, shares, ...messages }: FindingWords = languages[language].findings[code];
  return textsIn(messages);
};

describe('the words of every language and finding', () => {
  test.each(all)('%s, %s: speaks only of facts that exist', (language, code) => {
    const words = wordsIn(language);
    const speaker = phrasingFor(words, khan, asOf, plain);
    const facts = fullFacts[code];
    const texts: FindingWords = words.wording.findings[code];
    const known = { ...toArguments(facts, speaker, texts), ...speaker.about };
    const shares = Object.keys(texts.shares ?? {}).map((name) => `${name}Share`);
    const inItems = Object.values(facts)
      .flatMap((fact) => (Array.isArray(fact) ? fact : []))
      .flatMap((item) => (typeof item === 'object' ? [...Object.keys(toArguments(item, speaker)), 'first'] : []));
    for (const message of messagesOf(language, code)) {
      for (const name of placeholders(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }))) {
        expect([...Object.keys(known), ...inItems, ...shares]).toContain(name);
      }
    }
  });

  test.each(languageNames)('%s: plural forms are complete, and every choice has a last resort', (language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const walk = (elements: ReturnType<IntlMessageFormat['getAst']>): void => {
      for (const element of elements) {
        if (!('options' in element)) continue;
        const keys = Object.keys(element.options);
        expect(keys).toContain('other');
        if ('pluralType' in element) expect(keys).toEqual(expect.arrayContaining([...categories]));
        for (const option of Object.values(element.options)) walk(option.value);
      }
    };
    for (const text of textsIn(languages[language])) {
      walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
    }
  });

  describe.each(languageNames)('%s', (language) => {
    const { banned, bannedSample } = checks[language];
    const testWithList = banned ? test : test.skip;
    const missing = banned ? '' : ' (skipped: ../shared/vectors/banned-words.txt is not here)';

    testWithList(`no banned word stands in any message${missing}`, () => {
      expect(bannedSample).toMatch(banned ?? '');
      const { descriptions, ...said } = languages[language];
      for (const text of textsIn(said)) expect(text).not.toMatch(banned ?? '');
    });
  });

  test.each(
    all,
  )('%s, %s: whatever the facts, names and gender, C4 holds and every sentence is whole', (language, code) => {
    const words = wordsIn(language);
    const { banned, pronouns, counted: footer } = checks[language];
    const anyone = fc.record({
      name: anyName,
      gender: fc.constantFrom<Person['gender']>('female', 'male', 'other'),
      child: fc.boolean(),
    });
    fc.assert(
      fc.property(anyFacts[code] as fc.Arbitrary<never>, anyone, (facts, { name, gender, child }) => {
        const someone = person(name, gender, { born: on(child ? '2018-02-03' : '1951-02-03') });
        const { summary, detail } = cardTextOf(finding(code, facts), someone, asOf, words);
        expect([...summary].length).toBeLessThan(140);
        expect(summary).toMatch(/^\S.*\S\.$/u);
        const [body = '', counted = ''] = detail.split('\n\n');
        expect(counted).toBe(footer);
        for (const text of [summary, body]) {
          expect(text).toMatch(/^[\p{Lu}\d].*\.$/u);
          expect(text).not.toMatch(/[{}#]| {2}| [.,;]|undefined|null|\bnone\b(?! (?:of|found))|\d{4}-\d\d/i);
          expect(text).not.toMatch(/(?<!\d|Dr|Prof)\. \p{Ll}/u);
          if (gender !== 'male') expect(text).not.toMatch(pronouns.masculine);
          if (gender !== 'female') expect(text).not.toMatch(pronouns.feminine);
          if (banned) expect(text).not.toMatch(banned);
        }
      }),
      runs(60),
    );
  });
});

test.each(
  languageNames,
)('%s: of persistent symptoms nothing is explained away, and nothing is discouraged', (language) => {
  const texts = textsIn(languages[language].findings['persistent-symptoms']);
  const { explainedAway, freshLook } = checks[language];
  for (const text of texts) expect(text).not.toMatch(explainedAway);
  expect(texts).toContain(freshLook);
});

describe('C4: names give way, facts do not', () => {
  const long = { prefix: 'Professor', given: 'A', family: 'Featherstonehaugh-Cholmondeley-Majoribanks' };
  const words = wordsIn('en-GB');

  test('one name over 40 characters is cut with an ellipsis', () => {
    const facts = { ...fullFacts['usual-clinician-leaving'], clinician: { reference: 'Practitioner/1', name: long } };
    const summary = cardTextOf(finding('usual-clinician-leaving', facts), khan, asOf, words).summary;
    expect(summary).toBe(
      'Professor Featherstonehaugh-Cholmondele…, who has seen Mrs Khan 9 times in the past year, is recorded as leaving on 31 January.',
    );
  });

  test('where the summary is still too long, names shrink alike and the numbers and dates stay', () => {
    const facts = {
      ...fullFacts['continuity-low'],
      faceToFace: true,
      clinician: { reference: 'Practitioner/1', name: long },
    };
    const summary = cardTextOf(finding('continuity-low', facts), person(long), asOf, words).summary;
    const cutNames = summary.match(/Professor[^…]*…/gu) ?? [];
    expect([...summary].length).toBeLessThan(140);
    expect(cutNames.length).toBe(2);
    expect(new Set(cutNames).size).toBe(1);
    expect(summary).toMatch(/^.+ saw her named GP, .+, at 2 of her last 9 face-to-face GP visits\.$/u);
  });

  test('a name without prefix is shortened to the family name before it is cut', () => {
    const name = { given: 'Maria-Antonia Josefina Guadalupe', family: 'Cruz' };
    const member = (visits: number) => ({
      clinician: { reference: `Practitioner/${visits}`, name },
      visits,
      you: false,
    });
    const facts = { members: [member(11), member(6), member(4)], of: 24 };
    expect(cardTextOf(finding('known-team', facts), khan, asOf, words).summary).toContain(
      'Cruz (11 visits), Cruz (6) and Cruz (4)',
    );
  });

  test('people without a name have none to shorten: then fewer of them are told', () => {
    const nobody = (visits: number) => ({
      clinician: { reference: 'Practitioner/x', name: undefined },
      visits,
      you: false,
    });
    const long = (members: number) => ({
      members: Array.from({ length: members }, (_, i) => nobody(366 - i)),
      of: 2000,
    });
    const say = (members: number) =>
      cardTextOf(finding('known-team', long(members)), person(undefined), asOf, words).summary;
    expect([...say(6)].length).toBeLessThan(140);
    expect(say(6)).toContain('one clinician (366 visits), one clinician (365) and 4 others');
    expect(say(2)).not.toMatch(/other/);
  });
});
