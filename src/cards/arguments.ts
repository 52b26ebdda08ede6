import type { Fact, Facts, NamedClinician } from '../detectors/detector.ts';
import { parseDay } from '../history/calendar.ts';
import { speak } from './names.ts';
import type { Voice } from './voice.ts';
import type { FindingWords } from './wording/index.ts';
import type { Arguments } from './words.ts';

type Values = Record<string, string | number | boolean>;

/**
 * The facts of a finding as arguments of its messages, by the same names. A fact made of facts is spread: `goodbyes` is
 * true, `goodbyesLosses` its number. Numbers within a list are summed: `membersVisits`. `clinicianNamed`: it has a name.
 */
export function toArguments(facts: Facts, voice: Voice, texts?: Pick<FindingWords, 'terms' | 'items'>): Arguments {
  const values: Values = {};
  for (const [name, fact] of Object.entries(facts)) addSingle(values, name, fact, voice);
  for (const [name, fact] of Object.entries(facts)) if (isList(fact)) addList(values, name, fact, voice, texts);
  return values;
}

function addSingle(values: Values, name: string, fact: Fact | undefined, voice: Voice): void {
  if (fact === undefined || isList(fact)) return;
  if (typeof fact === 'boolean') values[name] = fact;
  else if (typeof fact === 'number') {
    values[name] = fact;
    values[`${name}Spelled`] = voice.words.spell(fact);
  } else if (typeof fact === 'string') addText(values, name, fact, voice);
  else if (isClinician(fact)) {
    values[name] = voice.clinician(fact.name);
    values[`${name}Named`] = speak(fact.name) !== undefined;
  } else {
    values[name] = true;
    for (const [part, inner] of Object.entries(fact)) addSingle(values, name + capital(part), inner, voice);
  }
}

function addText(values: Values, name: string, fact: string, { words, quote, asOf }: Voice): void {
  const day = parseDay(fact);
  values[name] = day === undefined ? quote(fact) : words.day(day, asOf);
  if (day === undefined) return;
  values[`${name}Date`] = words.date(day);
  values[`${name}Month`] = words.month(day);
}

function addList(
  values: Values,
  name: string,
  items: readonly Fact[],
  voice: Voice,
  texts?: Pick<FindingWords, 'terms' | 'items'>,
): void {
  const days = items.flatMap((one) => (typeof one === 'string' ? (parseDay(one) ?? []) : []));
  const months = [...new Set(days.map((day) => voice.words.month(day)))];
  if (months.length > 0) values[`${name}Months`] = voice.words.list(months);
  else values[name] = voice.words.list(sayItems(name, items, voice, values, texts));
  addSums(values, name, items);
}

function sayItems(
  name: string,
  items: readonly Fact[],
  voice: Voice,
  values: Arguments,
  texts: Pick<FindingWords, 'terms' | 'items'> = {},
): string[] {
  const message = texts.items?.[name];
  const terms = texts.terms?.[name];
  const said = items.map((item, index) => {
    if (typeof item === 'string') return voice.words.format(terms?.[item] ?? item, values);
    if (isClinician(item)) return voice.clinician(item.name);
    return voice.words.format(message ?? '', { ...toArguments(item as Facts, voice), first: index === 0 });
  });
  const more = said.length - voice.listLimit;
  if (message === undefined || more <= 0) return said;
  return [...said.slice(0, voice.listLimit), voice.words.format(voice.words.wording.others, { count: more })];
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

/** A clinician among facts, told by its reference. */
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
