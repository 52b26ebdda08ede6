import { sentenceWords } from './language-words.ts';
import { folded } from './matching-text.ts';

/** A pattern of whole words, and of the starts of words that end with a hyphen, in a text that is {@link folded}. */
function patternOf(words: readonly string[]): string {
  const ends = words.map((word) =>
    word.endsWith('-') ? RegExp.escape(folded(word.slice(0, -1))) : `${RegExp.escape(folded(word))}(?![\\p{L}\\p{N}])`,
  );
  return `(?<![\\p{L}\\p{N}])(?:${ends.join('|')})`;
}

/** Words, and the phrases in which they do not mean what they usually do, which are found first. */
function findFirst(words: readonly string[], except: readonly string[]): (sentence: string) => number | undefined {
  const exceptions = except.length === 0 ? '' : `(?<except>${patternOf(except)})|`;
  // biome-ignore lint/plugin: words of our own files, each escaped.
  const pattern = new RegExp(`${exceptions}${patternOf(words)}`, 'giu');
  return (sentence) => {
    for (const match of sentence.matchAll(pattern)) if (match.groups?.except === undefined) return match.index;
    return undefined;
  };
}

const denial = findFirst(sentenceWords('denial'), sentenceWords('notDenying'));
const suspicion = findFirst(sentenceWords('suspicion'), sentenceWords('notSuspecting'));
// biome-ignore lint/plugin: words of our own files, each escaped.
const notPresent = new RegExp(patternOf(sentenceWords('notPresent')), 'iu');
/** Where a full stop stands within a word of the files: the second part of `V.a.` (Verdacht auf) is no new sentence. */
const abbreviated = [...sentenceWords('denial'), ...sentenceWords('suspicion')].flatMap((word) =>
  [...folded(word).matchAll(/\./g)].map(({ index }) => {
    const [upToStop, rest] = [folded(word).slice(0, index + 1), folded(word).slice(index + 1)];
    return `(?<=(?<![\\p{L}\\p{N}])${RegExp.escape(upToStop)})${RegExp.escape(rest)}`;
  }),
);
const fullStop = abbreviated.length === 0 ? '\\.' : `\\.(?!${abbreviated.join('|')})`;
// biome-ignore lint/plugin: words of our own files, each escaped.
const sentenceEnd = new RegExp(`${fullStop}|[;\\n]|${patternOf(sentenceWords('but'))}`, 'iu');

/** What a {@link folded} text affirms: without denials, relatives' illnesses and mere risks, each up to the end of its sentence. */
export function affirmed(text: string): string {
  return withoutFrom(suspicion, notDenied(text));
}

/** What it affirms or suspects. */
export function notDenied(text: string): string {
  return notPresent.test(text) ? '' : withoutFrom(denial, text);
}

/** Without the rest of each sentence from the first of these words on. */
function withoutFrom(find: (sentence: string) => number | undefined, text: string): string {
  if (find(text) === undefined) return text;
  const sentences = text.split(sentenceEnd);
  return sentences.map((sentence) => sentence.slice(0, find(sentence))).join('. ');
}
