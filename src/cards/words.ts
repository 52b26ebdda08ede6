import { IntlMessageFormat } from 'intl-messageformat';
import type { Day } from '../history/calendar.ts';
import { isoDay } from '../history/calendar.ts';
import { type Language, languages } from './wording/index.ts';
import type { Wording } from './wording/wording.ts';

/** Arguments of a message by name. */
export type Arguments = Readonly<Record<string, string | number | boolean>>;

/** One language; messages are compiled once. */
export interface Words {
  readonly language: Language;
  readonly wording: Wording;
  format(message: string, values: Arguments): string;
  /** Formats the message as a sentence: with a capital, unless it begins with a name. */
  say(message: string, values: Arguments): string;
  /** None and one in words, else in digits. */
  spell(count: number): string;
  number(count: number): string;
  /** `one day`, `2 weeks`, `11 months`, `3 years`: in a unit that fits the length. */
  span(days: number): string;
  /** `4 months`, `3–5 months`, `4 weeks – 2 years`. */
  range(shortest: number, longest: number): string;
  /** `A, B and C` */
  list(items: readonly string[]): string;
  /** `31 July`; with the year if `asOf` is eleven months or more away. */
  day(day: Day, asOf: Day): string;
  /** `31 July 2025` */
  date(day: Day): string;
  /** `31 Jul`, of a date at midnight UTC: a label of a chart. */
  shortDay(date: Date): string;
  /** `May and July`, `May 2024 and June 2025`: with a year if one of them is eleven months or more away. */
  months(days: readonly Day[], asOf: Day): string;
}

/** Units for lengths of time: the greatest number of days for which each is used, and its own days. */
const units = [
  { unit: 'day', upTo: 13, days: 1 },
  { unit: 'week', upTo: 55, days: 7 },
  { unit: 'month', upTo: 700, days: 365.25 / 12 },
  { unit: 'year', upTo: Infinity, days: 365.25 },
] as const;

/** Eleven months in days: beyond them a date without its year may be misread. */
const unambiguousDays = 335;

/** A length of time in the unit that fits it. */
function lengthOf(days: number): { readonly unit: (typeof units)[number]['unit']; readonly count: number } {
  const { unit, days: each } = units.find(({ upTo }) => days <= upTo) ?? units[0];
  return { unit, count: Math.round(days / each) };
}

function isNear(day: Day, asOf: Day): boolean {
  return Math.abs(asOf - day) < unambiguousDays;
}

function yearOf(day: Day): string {
  return isoDay(day).slice(0, 4);
}

/**
 * A format of days, as dates at midnight UTC. In French the first of a month is an ordinal: `1er mai`, which Intl leaves to its user; in Welsh the day
 * comes first, `1 Mai`, where Intl has it so only in front of a year.
 */
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): (date: Date) => string {
  const isDayFirst = language === 'cy-GB' && options.day !== undefined && options.year === undefined;
  const year = isDayFirst ? { year: 'numeric' as const } : {};
  const format = new Intl.DateTimeFormat(language, { ...options, ...year, timeZone: 'UTC' });
  const isFirstOrdinal = language.startsWith('fr');
  return (date) => {
    const parts = format.formatToParts(date).slice(0, isDayFirst ? 3 : undefined);
    return parts.map(({ type, value }) => (isFirstOrdinal && type === 'day' && value === '1' ? '1er' : value)).join('');
  };
}

function dayFormat(language: Language, options: Intl.DateTimeFormatOptions): (day: Day) => string {
  const format = dateFormat(language, options);
  return (day) => format(new Date(isoDay(day)));
}

/** `A, B and C`. In Welsh `and` is `ac` before a vowel and else `a`, of which Intl says `a(c)`. */
function listFormat(language: Language): (items: readonly string[]) => string {
  const format = new Intl.ListFormat(language);
  if (language !== 'cy-GB') return (items) => format.format(items);
  const and = (next = '') => (/^[aeiouyâêîôûŷ]/i.test(next) ? ' ac ' : ' a ');
  return (items) => {
    const parts = format.formatToParts(
      items.map((item, i) => (i > 0 && i === items.length - 1 ? item.replace(/^T(?=achwedd)/, 'Th') : item)),
    );
    return parts.map(({ value }, i) => value.replace(/^,? a\(c\) $/, and(parts[i + 1]?.value))).join('');
  };
}

/** The words of a language; made once, since sites that share a language share them. */
export function wordsIn(language: Language): Words {
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = makeWords(language);
  known.set(language, made);
  return made;
}

const known = new Map<Language, Words>();

function makeWords(language: Language): Words {
  const wording: Wording = languages[language];
  const format = formatter(language);
  const ours = sentenceStart(wording);
  const numbers = new Intl.NumberFormat(language);
  const list = listFormat(language);
  const calendar = (options: Intl.DateTimeFormatOptions) => dayFormat(language, options);
  const date = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayAndMonth = calendar({ day: 'numeric', month: 'long' });
  const month = calendar({ month: 'long' });
  const monthAndYear = calendar({ month: 'long', year: 'numeric' });
  const spell = (count: number) => wording.numbers[count] ?? numbers.format(count);
  const span = (days: number) => {
    const { unit, count } = lengthOf(days);
    return format(wording.spans[unit], { count });
  };
  return {
    language,
    wording,
    format,
    say: (message, values) =>
      format(message, values)
        .replace(ours, (word) => word.charAt(0).toUpperCase() + word.slice(1))
        .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
    spell,
    number: (count) => numbers.format(count),
    span,
    range: (shortest, longest) => {
      const [from, to] = [lengthOf(shortest), lengthOf(longest)];
      if (span(shortest) === span(longest)) return span(longest);
      if (from.unit !== to.unit) return `${span(shortest)} – ${span(longest)}`;
      return format(wording.ranges[to.unit], { from: numbers.format(from.count), to: numbers.format(to.count) });
    },
    list,
    day: (day, asOf) => (isNear(day, asOf) ? dayAndMonth(day) : date(day)),
    date,
    shortDay: dateFormat(language, { day: 'numeric', month: 'short' }),
    months: (days, asOf) => {
      const near = days.every((day) => isNear(day, asOf));
      const all = [...new Map(days.map((day) => [monthAndYear(day), day])).values()];
      const isLastOfYear = (day: Day, next: Day | undefined) => next === undefined || yearOf(day) !== yearOf(next);
      return list(all.map((day, i) => (!near && isLastOfYear(day, all[i + 1]) ? monthAndYear : month)(day)));
    },
  };
}

/** Capitalises a sentence that begins with our own words. */
function sentenceStart({ unnamed, pronouns, numbers }: Wording): RegExp {
  const forms = Object.values(pronouns).flatMap((each) => Object.values(each));
  const starts = [...Object.values(unnamed), ...forms, ...numbers];
  // biome-ignore lint/plugin: words of our own wording files.
  return new RegExp(`(?<=^|\\. )(?:${starts.join('|')})(?![\\p{L}])`, 'gu');
}

function formatter(language: Language): Words['format'] {
  const compiled = new Map<string, { readonly message: IntlMessageFormat; readonly absent: Arguments }>();
  return (text, values) => {
    let found = compiled.get(text);
    if (found === undefined) {
      const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      found = { message, absent: Object.fromEntries([...placeholders(message)].map((name) => [name, 'none'])) };
      compiled.set(text, found);
    }
    return String(found.message.format({ ...found.absent, ...values }));
  };
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** The names of a message's arguments. */
export function placeholders(message: IntlMessageFormat): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (elements: Ast): void => {
    for (const element of elements) {
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
      if ('value' in element && element.type !== literal) names.add(element.value);
    }
  };
  walk(message.getAst());
  return names;
}

const literal = 0;
