import type { Fact, Facts, NamedClinician } from '../detectors/detector.ts';
import { parseDay } from '../history/calendar.ts';
import { spokenName } from './names.ts';
import type { Phrasing } from './phrasing.ts';
import { isFromRecord, sayText } from './terms.ts';
import type { FindingWords } from './wording/index.ts';
import type { Arguments } from './words.ts';

type Values = Record<string, string | number | boolean>;
type Texts = Pick<FindingWords, 'terms' | 'items' | 'clauses'>;

/** Entries of a list that are put into words at most: a summary is formatted again for each length that is tried. */
const mostSaid = 50;

/** Clauses are short: a list may hold more of them than of names. */
const moreClauses = 2;

/**
 * The facts of a finding as arguments of its messages, by the same names. A nested fact is flattened: `goodbyes` is true,
 * `goodbyesLosses` its number. Numbers within a list are summed: `membersVisits`. `clinicianNamed`: the name is known.
 */
export function toArguments(facts: Facts, voice: Phrasing, texts: Texts = {}): Arguments {
  const values: Values = {};
  for (const [name, fact] of Object.entries(facts)) addSingle(values, name, fact, voice, texts);
  for (const [name, fact] of Object.entries(facts)) if (isList(fact)) addList(values, name, fact, voice, texts);
  const clauses = Object.entries(texts.clauses ?? {}).filter(([name]) => facts[name] !== undefined);
  if (clauses.length > 0) {
    const said = clauses.map(([, clause]) => voice.words.format(clause, values));
    values.clauses = voice.words.list(shortened(said, voice, voice.listLimit + moreClauses));
  }
  return values;
}

function addSingle(values: Values, name: string, fact: Fact | undefined, voice: Phrasing, texts: Texts): void {
  if (fact === undefined || isList(fact)) return;
  if (typeof fact === 'boolean') values[name] = fact;
  else if (typeof fact === 'number') addNumber(values, name, fact, voice);
  else if (typeof fact === 'string') addText(values, name, fact, voice, texts);
  else if (isClinician(fact)) {
    values[name] = voice.clinician(fact.name);
    values[`${name}Named`] = spokenName(fact.name) !== undefined;
  } else {
    values[name] = true;
    for (const [part, inner] of Object.entries(fact)) addSingle(values, name + capital(part), inner, voice, texts);
  }
}

function addNumber(values: Values, name: string, fact: number, { words }: Phrasing): void {
  values[name] = fact;
  values[`${name}Spelled`] = words.spell(fact);
  if (name.endsWith('Days')) values[`${name}Span`] = words.span(fact);
}

function addText(values: Values, name: string, fact: string, voice: Phrasing, { terms }: Texts): void {
  const { words, asOf } = voice;
  const day = parseDay(fact);
  const said = day === undefined ? sayText(name, fact, voice, values, terms) : words.day(day, asOf);
  if (said !== undefined) values[name] = said;
  if (day === undefined) return;
  values[`${name}Date`] = words.date(day);
  values[`${name}Month`] = words.month(day);
}

/** A list, and the same list by each further message for its entries; the names of those begin with the list's. */
function addList(values: Values, name: string, items: readonly Fact[], voice: Phrasing, texts: Texts): void {
  addSums(values, name, items);
  values[`${name}Count`] = items.length;
  const days = items.flatMap((one) => (typeof one === 'string' ? (parseDay(one) ?? []) : []));
  const months = [...new Set(days.map((day) => voice.words.month(day)))];
  if (months.length > 0) values[`${name}Months`] = voice.words.list(months);
  else values[name] = voice.words.list(sayItems(name, items, voice, values, texts));
  for (const other of Object.keys(texts.items ?? {})) {
    if (other !== name && other.startsWith(name)) {
      values[other] = voice.words.list(sayItems(name, items, voice, values, texts, other));
    }
  }
}

function sayItems(
  name: string,
  items: readonly Fact[],
  voice: Phrasing,
  values: Arguments,
  texts: Texts,
  as = name,
): string[] {
  const message = texts.items?.[as] ?? '';
  const said = items.slice(0, mostSaid).flatMap((item, index) => {
    if (typeof item === 'string') return sayText(name, item, voice, values, texts.terms) ?? [];
    if (typeof item === 'number') return voice.words.number(item);
    if (isClinician(item)) return voice.clinician(item.name);
    const inner = toArguments(item as Facts, voice, { terms: texts.terms ?? {} });
    return voice.words.format(message, { ...values, ...inner, first: index === 0 });
  });
  const unsaid = Math.max(0, items.length - mostSaid);
  const isWhole = message === '' && !isFromRecord(name);
  return shortened(said, voice, isWhole ? mostSaid : voice.listLimit, unsaid);
}

/** The first `limit` entries and the number of the others, those that were not put into words included. */
function shortened(said: readonly string[], { words }: Phrasing, limit: number, unsaid = 0): string[] {
  const more = said.length + unsaid - limit;
  if (more <= 0) return [...said];
  return [...said.slice(0, limit), words.format(words.wording.others, { count: more })];
}

function addSums(values: Values, name: string, items: readonly Fact[]): void {
  for (const item of items) {
    if (typeof item !== 'object' || isList(item) || isClinician(item)) continue;
    for (const [part, inner] of Object.entries(item)) {
      const key = name + capital(part);
      if (typeof inner === 'number') values[key] = Number(values[key] ?? 0) + inner;
    }
  }
}

/** Only a clinician among facts has a reference. */
export function isClinician(fact: Fact): fact is NamedClinician {
  return typeof fact === 'object' && !isList(fact) && 'reference' in fact;
}

/** `Array.isArray` for readonly lists. */
export function isList(fact: Fact | undefined): fact is readonly Fact[] {
  return Array.isArray(fact);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
