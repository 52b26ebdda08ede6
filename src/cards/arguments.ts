import type { Fact, Facts } from '../detectors/detector.ts';
import { parseDay } from '../history/calendar.ts';
import { isClinician, isList } from './fact-shapes.ts';
import { spokenName } from './names.ts';
import type { Phrasing } from './phrasing.ts';
import { isFromRecord, isQuotable, sayText } from './terms.ts';
import type { FindingWords } from './wording/wording.ts';
import type { Arguments } from './words.ts';

type Values = Record<string, string | number | boolean>;
type Texts = Pick<FindingWords, 'terms' | 'items' | 'clauses' | 'shares'>;

/** Entries of a list that are put into words at most: a summary is formatted again for each length that is tried. */
const mostEntries = 50;

/** Clauses are short: a list may hold more of them than of names. */
const moreClauses = 2;

/**
 * The facts of a finding as arguments of its messages, by the same names. A nested fact is flattened: `goodbyes` is true,
 * `goodbyesLosses` its number. Numbers within a list are summed: `membersVisits`; a flag is true where one of them is.
 * `clinicianNamed`: the name is known.
 */
export function toArguments(facts: Facts, phrasing: Phrasing, texts: Texts = {}): Arguments {
  const values: Values = {};
  for (const [name, fact] of Object.entries(facts)) addSingle(values, name, fact, phrasing, texts);
  for (const [name, fact] of Object.entries(facts)) if (isList(fact)) addList(values, name, fact, phrasing, texts);
  addShares(values, texts);
  const clauses = Object.entries(texts.clauses ?? {}).filter(([name]) => facts[name] !== undefined);
  if (clauses.length > 0) {
    const phrases = clauses.map(([, clause]) => phrasing.words.format(clause, values));
    values.clauses = phrasing.words.list(shortened(phrases, phrasing, phrasing.listLimit + moreClauses));
  }
  return values;
}

function addSingle(values: Values, name: string, fact: Fact | undefined, phrasing: Phrasing, texts: Texts): void {
  if (fact === undefined || isList(fact)) return;
  if (typeof fact === 'boolean') values[name] = fact;
  else if (typeof fact === 'number') addNumber(values, name, fact, phrasing);
  else if (typeof fact === 'string') addText(values, name, fact, phrasing, texts);
  else if (isClinician(fact)) {
    values[name] = phrasing.clinician(fact.name);
    values[`${name}Named`] = spokenName(fact.name, phrasing.words.wording.names) !== undefined;
  } else {
    values[name] = true;
    for (const [part, inner] of Object.entries(fact)) addSingle(values, name + capital(part), inner, phrasing, texts);
  }
}

function addNumber(values: Values, name: string, fact: number, { words }: Phrasing): void {
  values[name] = fact;
  values[`${name}Spelled`] = words.spell(fact);
  if (/^days|Days$/.test(name)) values[`${name}Span`] = words.span(fact);
}

function addText(values: Values, name: string, fact: string, phrasing: Phrasing, { terms }: Texts): void {
  const { words, asOf } = phrasing;
  const day = parseDay(fact);
  const phrase = day === undefined ? sayText(name, fact, phrasing, values, terms) : words.day(day, asOf);
  if (phrase !== undefined) values[name] = phrase;
  if (phrase !== undefined && isQuotable(name)) values[`${name}Quoted`] = phrasing.text(fact);
  if (day === undefined) return;
  values[`${name}Date`] = words.date(day);
  values[`${name}Month`] = words.months([day], asOf);
}

/** A list, and the same list by each further message for its entries; the names of those begin with the list's. */
function addList(values: Values, name: string, items: readonly Fact[], phrasing: Phrasing, texts: Texts): void {
  addTotals(values, name, items, phrasing);
  values[`${name}Count`] = items.length;
  const days = items.flatMap((one) => (typeof one === 'string' ? (parseDay(one) ?? []) : []));
  if (days.length > 0) values[`${name}Months`] = phrasing.words.months(days, phrasing.asOf);
  for (const as of [name, ...Object.keys(texts.items ?? {}).filter((one) => one.startsWith(name))]) {
    const phrases = days.length > 0 ? [] : sayItems(name, items, phrasing, values, texts, as);
    if (phrases.length > 0) values[as] = phrasing.words.list(phrases);
  }
  const lengths = items.filter((one) => typeof one === 'number');
  if (lengths.length > 0) values[`${name}Range`] = phrasing.words.range(Math.min(...lengths), Math.max(...lengths));
}

/** Whether a number is `both` or `all` of another one. */
function addShares(values: Values, { shares = {} }: Texts): void {
  for (const [part, whole] of Object.entries(shares)) {
    const number = values[part];
    if (number === undefined) continue;
    const isWhole = number === values[whole] && number !== 1;
    values[`${part}Share`] = isWhole ? (number === 2 ? 'both' : 'all') : 'some';
  }
}

function sayItems(
  name: string,
  items: readonly Fact[],
  phrasing: Phrasing,
  values: Arguments,
  texts: Texts,
  as: string,
): string[] {
  const message = texts.items?.[as] ?? '';
  const phrases = items.slice(0, mostEntries).flatMap((item, index) => {
    if (typeof item === 'string') return sayText(name, item, phrasing, values, texts.terms) || [];
    if (typeof item === 'number') return phrasing.words.number(item);
    if (isClinician(item)) return phrasing.clinician(item.name);
    const inner = toArguments(item as Facts, phrasing, { terms: texts.terms ?? {} });
    const all = { ...values, ...inner, first: index === 0 };
    addShares(all, texts);
    return phrasing.words.format(message, all);
  });
  const left = Math.max(0, items.length - mostEntries);
  const isComplete = message === '' && !isFromRecord(name);
  return shortened(phrases, phrasing, isComplete ? mostEntries : phrasing.listLimit, left);
}

/** The first `limit` entries and the number of the others, those that were not put into words included. */
function shortened(phrases: readonly string[], { words }: Phrasing, limit: number, left = 0): string[] {
  const more = phrases.length + left - limit;
  if (more <= 0) return [...phrases];
  return [...phrases.slice(0, limit), words.format(words.wording.others, { count: more })];
}

/** What the entries of a list hold, by name: numbers summed, flags that are true in one of them, and their days. */
function addTotals(values: Values, name: string, items: readonly Fact[], { words, asOf }: Phrasing): void {
  const days: Record<string, Set<string>> = {};
  for (const item of items) {
    if (typeof item !== 'object' || isList(item) || isClinician(item)) continue;
    for (const [part, inner] of Object.entries(item)) {
      const key = name + capital(part);
      if (typeof inner === 'number') values[key] = Number(values[key] ?? 0) + inner;
      if (typeof inner === 'boolean') values[key] = Boolean(values[key]) || inner;
      const day = typeof inner === 'string' ? parseDay(inner) : undefined;
      if (day === undefined) continue;
      days[key] = (days[key] ?? new Set()).add(words.day(day, asOf));
      values[`${key}Dates`] = words.list([...days[key]]);
    }
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
