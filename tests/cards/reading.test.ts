import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toArguments } from '#src/cards/arguments.ts';
import { cardTextOf } from '#src/cards/card-text.ts';
import { escapeMarkdown } from '#src/cards/markdown.ts';
import { phrasingFor, plain } from '#src/cards/phrasing.ts';
import { countWords, mostWords } from '#src/cards/word-count.ts';
import { type FindingWords, languages, maySuggest } from '#src/cards/wording/index.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Person } from '#src/history/history.ts';
import { reading } from '../../scripts/docs/example-card.ts';
import { codesBuilt } from '../../scripts/docs/example-facts.ts';
import { asOf, finding, khan, on, person } from '../../scripts/docs/example-findings.ts';
import { runs } from '../support/property-runs.ts';
import { anyFacts, anyName, usualName } from './any.ts';

const words = wordsIn('en-GB');
const suggestion =
  /^(?:If [^,]+, )?(?:You|you|It|it) (?:might|may help|is \w+ to mention)|^(?:Ask|Please check) first|^A short, friendly message might/;
const numberWords = /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b/i;
const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const noneOrOne = new RegExp(`(?<![\\d,])[01](?![\\d,])(?! (?:${months}))`);
const anyone = fc.record({
  name: anyName,
  gender: fc.constantFrom<Person['gender']>('female', 'male', 'other'),
  child: fc.boolean(),
});
const anyDay = fc.option(fc.integer({ min: asOf - 500, max: asOf }), { nil: undefined });
const someone = ({ name, gender, child }: { name: Person['name']; gender: Person['gender']; child: boolean }) =>
  person(name, gender, { born: on(child ? '2018-02-03' : '1951-02-03') });
const unquoted = (text: string) => text.replace(/“[^”]*”/gu, '').replace('type 1 diabetes', '');

describe.each(codesBuilt)('%s', (code) => {
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
        if (!summary.includes('you might')) expect(detail).toMatch(suggestion);
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

test('no message spells a number out', () => {
  const textsIn = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn);
  const { descriptions, ...onCards } = languages['en-GB'];
  for (const text of textsIn(onCards)) expect(text).not.toMatch(numberWords);
  expect('In two weeks').toMatch(numberWords);
  expect('seen 1 time, on 1 May').toMatch(noneOrOne);
  expect('on 1 May, at 10 of 21').not.toMatch(noneOrOne);
});

test('quotations are no words of ours, and signs alone are none', () => {
  expect(countWords('The note says: “When I stop sleeping, ring me”. It names 4 signs – all.')).toBe(8);
});

test('every sample card is read in a quarter of a minute, and its headline in seven seconds', () => {
  const rows = codesBuilt.map((code) => ({ code, ...reading(code) }));
  const isLong = ({ card, cardSeconds, headlineSeconds }: (typeof rows)[number]) =>
    card > mostWords || cardSeconds > 15 || headlineSeconds > 7;
  expect(rows.filter(isLong)).toEqual([]);
  expect(rows.reduce((sum, { cardSeconds }) => sum + cardSeconds, 0) / rows.length).toBeLessThan(13);
});
