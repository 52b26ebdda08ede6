import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toArguments } from '#src/cards/arguments.ts';
import { cardTextOf } from '#src/cards/card-text.ts';
import { escapeMarkdown } from '#src/cards/markdown.ts';
import { phrasingFor, plain } from '#src/cards/phrasing.ts';
import { countWords, mostWords } from '#src/cards/word-count.ts';
import { type Language, languages, maySuggest } from '#src/cards/wording/index.ts';
import type { FindingWords } from '#src/cards/wording/wording.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Person } from '#src/history/history.ts';
import { reading } from '../../scripts/docs/example-card.ts';
import { codesBuilt } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on, person } from '../../scripts/docs/example-findings.ts';
import { runs } from '../support/property-runs.ts';
import { anyFacts, anyName, usualName } from './any.ts';
import { checks } from './languages/index.ts';

const languageNames = Object.keys(languages) as Language[];
const dayMonths = (language: Language) => {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const parts = Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2026, month, 1)));
  return parts.map((each) => each.find(({ type }) => type === 'month')?.value ?? '');
};
/** A nought or one in digits that is no day of a month, and no part of a greater number or of a text that is cut off. */
const noneOrOneIn = (language: Language) =>
  new RegExp(
    `(?<![\\d,.\u202f\u00a0])[01](?![\\d,…]|[.\u202f\u00a0]\\d)(?!\\.? (?:${dayMonths(language).join('|')}))(?!er )`,
  );
const anyone = fc.record({
  name: anyName,
  gender: fc.constantFrom<Person['gender']>('female', 'male', 'other'),
  child: fc.boolean(),
});
const anyDay = fc.option(fc.integer({ min: asOf - 500, max: asOf }), { nil: undefined });
const someone = ({ name, gender, child }: { name: Person['name']; gender: Person['gender']; child: boolean }) =>
  person(name, gender, { born: on(child ? '2018-02-03' : '1951-02-03') });
const unquoted = (text: string) =>
  text.replace(/“[^”]*”/gu, '').replace(/type 1 diabetes|diabetes (?:type?|math) 1|diabète de type 1/i, '');

const all = languageNames.flatMap((language) => codesBuilt.map((code) => [language, code] as const));

describe.each(all)('%s, %s', (language, code) => {
  const words = wordsIn(language);
  const { numberWords, suggestion, might } = checks[language];
  const noneOrOne = noneOrOneIn(language);
  const texts: FindingWords = words.wording.findings[code];
  const facts = anyFacts[code] as fc.Arbitrary<never>;
  const paragraphs = (fact: never, who: Person, since?: number) => {
    const taken = since === undefined ? undefined : { declined: false, since };
    const one = finding(code, fact);
    const { summary, detail } = cardTextOf(one, who, asOf, words, taken);
    const [body = ''] = detail.split('\n\n');
    return { summary, detail: body };
  };

  const sentencesOf = (messages: readonly string[], fact: never, who: Person) => {
    const style = { ...plain, quote: escapeMarkdown, textLimit: 200, first: false };
    const speaker = phrasingFor(words, who, asOf, style);
    const values = { ...toArguments(fact, speaker, texts), ...speaker.about };
    return messages.map((message) => words.say(message, values));
  };

  test(`has at most ${mostWords} words, whatever the facts and names, also where it was taken up`, () => {
    fc.assert(
      fc.property(facts, anyone, maySuggest(code) ? anyDay : fc.constant(undefined), (fact, who, since) => {
        const { summary, detail } = paragraphs(fact, someone(who), since);
        expect(countWords(`${summary} ${detail}`)).toBeLessThanOrEqual(mostWords);
      }),
      runs(100),
    );
  });

  test('has room for all but some of the further sentences, where names are as usual', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        const usual = JSON.parse(JSON.stringify(fact), (key, value) => (key === 'name' ? usualName : value));
        const { detail } = paragraphs(usual as never, khan);
        for (const sentence of sentencesOf([...texts.act, ...(texts.context ?? [])], usual as never, khan))
          expect(detail).toContain(sentence);
      }),
      runs(100),
    );
  });

  test('never leaves out what might be done nor its closing sentence', () => {
    fc.assert(
      fc.property(facts, anyone, anyDay, (fact, who, since) => {
        const { detail } = paragraphs(fact, someone(who), since);
        for (const sentence of sentencesOf([...texts.act.slice(0, 1), texts.closing ?? ''], fact, someone(who)))
          expect(detail).toContain(sentence);
        expect(
          detail.endsWith(sentencesOf([texts.closing ?? ''], fact, someone(who))[0] ?? '.') || since !== undefined,
        ).toBe(true);
      }),
      runs(60),
    );
  });

  test('says first what might be done; numbers are in digits, but none and one in words', () => {
    fc.assert(
      fc.property(facts, anyone, (fact, who) => {
        const { summary, detail } = paragraphs(fact, someone(who));
        // Where the headline already says what might be done, the detail need not.
        if (!might.test(summary)) expect(detail).toMatch(suggestion);
        expect(detail).toMatch(/[\p{L}\d)”…]\.$/u);
        for (const text of [summary, detail]) {
          expect(unquoted(text)).not.toMatch(numberWords);
          expect(unquoted(text)).not.toMatch(noneOrOne);
          expect(text).not.toMatch(/(?:^|\. )\d/);
        }
      }),
      runs(100),
    );
  });
});

test.each(languageNames)('%s: no message spells a number out', (language) => {
  const textsIn = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);
  const { numberWords, numberSample } = checks[language];
  const { descriptions, ...onCards } = languages[language];
  for (const text of textsIn(onCards)) expect(text).not.toMatch(numberWords);
  expect(numberSample).toMatch(numberWords);
});

test('a nought or one in digits is found, a day of a month is none', () => {
  const noneOrOne = noneOrOneIn('en-GB');
  expect('seen 1 time, on 1 May').toMatch(noneOrOne);
  expect('on 1 May, at 10 of 21').not.toMatch(noneOrOne);
});

test('quotations are no words of ours, and signs alone are none', () => {
  expect(countWords('The note says: “When I stop sleeping, ring me”. It names 4 signs – all.')).toBe(8);
});

test.each(
  languageNames,
)('%s: every sample card is read in a quarter of a minute, its headline in 7 seconds', (language) => {
  const rows = codesBuilt.map((code) => ({ code, ...reading(code, language) }));
  const isLong = ({ card, cardSeconds, headlineSeconds }: (typeof rows)[number]) =>
    card > mostWords || cardSeconds > 15 || headlineSeconds > 7;
  expect(rows.filter(isLong)).toEqual([]);
  expect(rows.reduce((sum, { cardSeconds }) => sum + cardSeconds, 0) / rows.length).toBeLessThan(13);
});
