import { normalized, stemOf, wordEnd, wordStart } from './code-matching.ts';

/** A word of an index that a text has, and where. */
export interface WordMatch<T> {
  readonly index: number;
  readonly end: number;
  readonly value: T;
}

/**
 * Finds all of many words in one pass over a {@link normalized} text, however many there are: each token is looked up, and not
 * each word tried. Matches come in the order in which they begin.
 */
export type WordIndex<T> = (text: string) => readonly WordMatch<T>[];

interface Entry<T> {
  readonly form: string;
  /** It ends within a word that may go on, or at a word's end. */
  readonly mayGoOn: boolean;
  readonly value: T;
}

/** The marker and two characters: by them stems are found, but those of one character alone. */
const firstTwo = 3;

/** An index of words with their values: `word` is a whole word, `stem-` the start of one, `=text` the whole text. */
export function wordIndex<T>(words: Iterable<readonly [word: string, value: T]>): WordIndex<T> {
  const whole = new Map<string, T[]>();
  const byToken = new Map<string, Entry<T>[]>();
  const byStem = new Map<string, Entry<T>[]>();
  const others: Entry<T>[] = [];
  for (const [word, value] of words) {
    if (word.startsWith('=')) {
      addTo(whole, normalized(word.slice(1)), value);
      continue;
    }
    const isStem = word.endsWith('-');
    const form = isStem ? stemOf(normalized(word.slice(0, -1))) : normalized(word);
    const entry = { form, mayGoOn: isStem || form.endsWith(wordEnd), value };
    const tokenEnd = form.indexOf(wordEnd);
    if (!form.startsWith(wordStart)) others.push(entry);
    else if (tokenEnd > 0) addTo(byToken, form.slice(1, tokenEnd), entry);
    else addTo(byStem, form.slice(0, firstTwo), entry);
  }
  const findAt = (text: string, index: number, tokenEnd: number, found: WordMatch<T>[]) => {
    const token = text.slice(index + 1, tokenEnd);
    for (const entry of byToken.get(token) ?? none) if (isAt(text, index, entry)) found.push(matchOf(index, entry));
    const start = text.slice(index, index + firstTwo);
    for (const entry of byStem.get(start) ?? none)
      if (text.startsWith(entry.form, index)) found.push(matchOf(index, entry));
    for (const entry of byStem.get(start.slice(0, firstTwo - 1)) ?? none) found.push(matchOf(index, entry));
  };
  return (text) => {
    const found: WordMatch<T>[] = (whole.get(text) ?? []).map((value) => ({ index: 0, end: text.length, value }));
    for (let index = text.indexOf(wordStart); index >= 0; ) {
      const tokenEnd = text.indexOf(wordEnd, index);
      findAt(text, index, tokenEnd, found);
      index = text.indexOf(wordStart, tokenEnd);
    }
    const elsewhere = others.flatMap((entry) => placesOf(text, entry).map((index) => matchOf(index, entry)));
    return elsewhere.length === 0 ? found : [...found, ...elsewhere].sort((one, other) => one.index - other.index);
  };
}

const none: readonly never[] = [];

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function matchOf<T>(index: number, { form, value }: Entry<T>): WordMatch<T> {
  return { index, end: index + form.length, value };
}

/** A word that ends with another character than a letter or digit must not be directly followed by one. */
function isAt(text: string, index: number, { form, mayGoOn }: Entry<unknown>): boolean {
  return text.startsWith(form, index) && (mayGoOn || text[index + form.length] !== wordStart);
}

/** Where a word stands that starts with another character than a letter or digit: not directly after one. */
function placesOf(text: string, entry: Entry<unknown>): number[] {
  const places: number[] = [];
  for (let index = text.indexOf(entry.form); index >= 0; index = text.indexOf(entry.form, index + 1))
    if (text[index - 1] !== wordEnd && isAt(text, index, entry)) places.push(index);
  return places;
}
