import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { wordsIn } from '#src/cards/words.ts';
import type { Code, FactsOf } from '#src/detectors/index.ts';
import { isoDay } from '#src/history/calendar.ts';
import { sampleCard } from '../../scripts/docs/example-card.ts';
import { codesBuilt, fullFacts } from '../../scripts/docs/example-facts.ts';
import { asOf } from '../../scripts/docs/example-findings.ts';
import { sample } from '../../scripts/docs/samples.ts';

const words = wordsIn('en-GB');

/** What the facts of a detection say of its evidence: days on which something was counted, and how much of it at least. */
interface Counted<F> {
  readonly days?: (facts: F) => readonly (string | undefined)[];
  readonly least?: (facts: F) => number;
  /** Nothing else was counted. */
  readonly exactly?: (facts: F) => number;
}

const counted: { readonly [C in Code]: Counted<FactsOf[C]> } = {
  bereavement: { days: ({ died }) => [died], exactly: () => 1 },
  anniversary: { days: ({ died }) => [died], exactly: () => 1 },
  'child-in-hospital': { days: ({ from, to }) => [from, to], exactly: () => 1 },
  'usual-clinician-left': { days: ({ lastSeen }) => [lastSeen], exactly: ({ visits }) => visits },
  'usual-clinician-away': { exactly: ({ of }) => of },
  'usual-clinician-leaving': { exactly: ({ visits }) => visits },
  'trainee-changeover': { exactly: ({ of }) => of },
  'repeated-goodbyes': { least: ({ losses, leastVisits }) => losses * leastVisits },
  'continuity-fell': { days: ({ until }) => [until], exactly: ({ recentOf, beforeOf }) => recentOf + beforeOf },
  'continuity-low': { exactly: ({ of }) => of },
  'first-meeting': { days: ({ lastSeen }) => [lastSeen], exactly: ({ visits }) => visits },
  'known-team': { exactly: ({ of }) => of },
  'late-presentation': { exactly: ({ of }) => of },
  'emergency-first': { days: ({ days }) => days, exactly: ({ of }) => of },
  'gone-quiet': { days: ({ lastSeen }) => [lastSeen], exactly: ({ visits }) => visits },
  'unanswered-invitations': { days: ({ sent }) => sent, exactly: ({ invitations }) => invitations },
  'missed-appointments': { exactly: ({ booked, bookedBefore }) => booked + bookedBefore },
  'medicine-not-collected': { least: ({ supplies }) => supplies },
  'quiet-pattern': { days: ({ lastSeen }) => [lastSeen], exactly: ({ patterns }) => patterns },
  'illness-signature': {
    days: ({ present }) => present.map((one) => one.on),
    exactly: ({ present }) => present.length,
  },
  'shared-signature': { days: ({ signs }) => signs.map((one) => one.on), exactly: ({ present }) => present },
  'left-before-seen': { days: (facts) => [facts.on], exactly: () => 1 },
  'promise-open': { days: ({ due }) => [due], exactly: () => 1 },
  'abrupt-move': { days: ({ until }) => [until], exactly: ({ of, since }) => of + since },
  'uneven-contact': { least: ({ visits, upTo }) => visits + (upTo ?? 0) },
  'many-contacts': { days: ({ from }) => [from], least: ({ days }) => days },
  'persistent-symptoms': { least: ({ symptoms, referrals }) => symptoms + (referrals ?? 0) },
  'booking-elsewhere': { exactly: ({ of }) => of },
  'booking-after-leaving': { exactly: ({ visits }) => visits },
  'next-contact': {},
  'pregnancy-loss': { days: (facts) => [facts.on], exactly: () => 1 },
  'life-changing-diagnosis': { days: (facts) => [facts.on], exactly: () => 1 },
  'serious-injury': { days: ({ left }) => [left], exactly: () => 1 },
  'palliative-care': { days: (facts) => [facts.on, facts.since], exactly: () => 1 },
  'write-signature': { days: ({ began }) => [began], exactly: ({ relapses }) => relapses },
};

const units = new Map(
  globSync('src/detectors/**/*.ts').map((file) => [
    file.replace(/.*\/|\.ts$/g, ''),
    [...readFileSync(file, 'utf8').matchAll(/unit: (?:met \? )?'(\w+)'/g)].map(([, unit]) => unit),
  ]),
);
/** Where another file than the detection's own makes its findings. */
const madeIn: Partial<Record<Code, string>> = { 'palliative-care': 'carer' };

test.each(codesBuilt)('the sample card of %s rests on what its footer says', (code) => {
  const { facts, number, unit, span } = sample(code);
  const { days, least, exactly } = counted[code] as Counted<typeof facts>;
  for (const day of days?.(facts) ?? []) {
    expect(day).toBeDefined();
    expect([isoDay(span.from) <= String(day), String(day) <= isoDay(span.to)]).toEqual([true, true]);
  }
  expect(span.to).toBeLessThanOrEqual(asOf);
  expect(number).toBeGreaterThanOrEqual(least?.(facts) ?? 1);
  if (exactly !== undefined) expect(number).toBe(exactly(facts));
  expect(units.get(madeIn[code] ?? code)).toContain(unit);
});

test('samples that begin in a year begin to be counted in it, and departures follow what they ended', () => {
  const from = (code: Code) => isoDay(sample(code).span.from);
  const to = (code: Code) => isoDay(sample(code).span.to);
  expect(from('usual-clinician-left').slice(0, 4)).toBe(String(fullFacts['usual-clinician-left'].since));
  expect(to('usual-clinician-left') <= fullFacts['usual-clinician-left'].left).toBe(true);
  expect(to('repeated-goodbyes') <= (fullFacts['repeated-goodbyes'].left.at(-1) ?? '')).toBe(true);
  expect(fullFacts['gone-quiet'].after.left < fullFacts['gone-quiet'].lastSeen).toBe(true);
  expect(fullFacts['many-contacts'].after.left < fullFacts['many-contacts'].from).toBe(true);
  expect(fullFacts['medicine-not-collected'].after.left < fullFacts['medicine-not-collected'].ranOut).toBe(true);
});

test('the sample cards are whole: a headline, a detail, and a footer of their own', () => {
  const footers = codesBuilt.map((code) => {
    const { summary, detail, counted: footer } = sampleCard(code);
    expect([summary, detail, footer].every((text) => text.endsWith('.'))).toBe(true);
    const { from, to } = sample(code).span;
    for (const day of [from, to]) expect(footer).toContain(words.date(day));
    return footer;
  });
  expect(new Set(footers).size).toBeGreaterThan(codesBuilt.length - 5);
  expect(footers.filter((footer) => footer.includes('not counted')).length).toBeLessThan(codesBuilt.length / 2);
});
