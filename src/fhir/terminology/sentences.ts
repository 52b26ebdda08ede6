import { normalized } from './code-matching.ts';
import { type SentenceWords, sentenceWords } from './language-words.ts';
import { type WordMatch, wordIndex } from './word-index.ts';

/** What a word does in a sentence. */
export type SentenceKind = keyof SentenceWords;

const kinds: readonly SentenceKind[] = ['notDenying', 'denial', 'notSuspecting', 'suspicion', 'notPresent', 'but'];
/**
 * The words that decide in a sentence. By their order at one place: the phrases in which a word does not mean what it usually
 * does come first.
 */
export const wordsOfSentences = kinds.flatMap((kind) => sentenceWords(kind).map((word) => [word, kind] as const));
const find = wordIndex(wordsOfSentences);

/**
 * What a text, of which `words` is the normalized form, affirms, normalized too: without denials, relatives' illnesses and mere
 * risks, each up to the end of its sentence.
 */
export function affirmed(text: string, words: string): string {
  return onOneLine(affirmedIn(inSentences(text, words)));
}

/** What it affirms or suspects, normalized. */
export function notDenied(text: string, words: string): string {
  return onOneLine(notDeniedIn(inSentences(text, words)));
}

/** Whether it leaves something unaffirmed. */
export function isInDoubt(text: string): boolean {
  const whole = inSentences(text, normalized(text));
  return affirmedIn(whole) !== whole;
}

/** Stands for a new line, which ends a sentence, but not a phrase. */
const newLine = '\u0003';
// biome-ignore lint/plugin: our own marker.
const sentenceEnds = new RegExp(`[.;${newLine}]`, 'g');

function inSentences(text: string, words: string): string {
  return text.includes('\n') ? normalized(text.replaceAll('\n', newLine)) : words;
}

function onOneLine(text: string): string {
  if (!text.includes(newLine)) return text;
  const lines = text.split(newLine).map((line) => line.trim());
  return lines.join(' ').trim();
}

function affirmedIn(text: string): string {
  const found = find(text);
  // Most texts neither deny nor doubt anything.
  if (found.length === 0) return text;
  const left = notDeniedIn(text, found);
  return withoutFrom('suspicion', 'notSuspecting', left, left === text ? found : find(left));
}

function notDeniedIn(text: string, found = find(text)): string {
  return found.some(({ value }) => value === 'notPresent') ? '' : withoutFrom('denial', 'notDenying', text, found);
}

/** Without the rest of each sentence from the first of these words on. */
function withoutFrom(
  kind: SentenceKind,
  except: SentenceKind,
  text: string,
  found: readonly WordMatch<SentenceKind>[],
): string {
  if (!found.some(({ value }) => value === kind)) return text;
  const first = firstOf(kind, except, found);
  const parts = sentencesOf(text, found).map(([start, end]) => text.slice(start, first(start, end) ?? end));
  return parts.join('. ');
}

/**
 * Finds a sentence's first word of a kind, but in the phrases of `except`; to be asked sentence by sentence, in their order, so
 * that a text of nothing but such words takes no longer than its length.
 */
function firstOf(
  kind: SentenceKind,
  except: SentenceKind,
  found: readonly WordMatch<SentenceKind>[],
): (start: number, end: number) => number | undefined {
  const excepted = new Set(found.filter(({ value }) => value === except).map(({ index }) => index));
  let next = 0;
  return (start, end) => {
    let from = start;
    for (let match = found[next]; match !== undefined && match.index < end; match = found[next]) {
      next += 1;
      if (match.index < from) continue;
      if (match.value === except) from = match.end;
      else if (match.value === kind && !excepted.has(match.index)) return match.index;
    }
    return undefined;
  };
}

/** Where each sentence begins and ends: by full stops, but those within a word of the files (`V.a.`), and by words like `but`. */
function sentencesOf(
  text: string,
  found: readonly WordMatch<SentenceKind>[],
): readonly (readonly [start: number, end: number])[] {
  const abbreviated = new Set(
    found.flatMap(({ value, index, end }) => (value === 'but' ? [] : stopsIn(text.slice(index, end), index))),
  );
  const ends = [...text.matchAll(sentenceEnds)].filter(({ index }) => !abbreviated.has(index));
  const breaks = [
    ...ends.map(({ index }) => ({ index, end: index + 1 })),
    ...found.filter(({ value }) => value === 'but'),
  ].sort((one, other) => one.index - other.index);
  const starts = [0, ...breaks.map(({ end }) => end)];
  return starts.map((start, n) => [start, breaks[n]?.index ?? text.length]);
}

function stopsIn(word: string, at: number): number[] {
  return [...word.matchAll(/\./g)].map(({ index }) => at + index);
}
