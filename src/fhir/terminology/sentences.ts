import { normalized, patternSource } from './code-matching.ts';
import { sentenceWords } from './language-words.ts';

/** Words, and the phrases in which they do not mean what they usually do, which are found first. */
function findFirst(words: readonly string[], except: readonly string[]): (sentence: string) => number | undefined {
  const exceptions = except.length === 0 ? '' : `(?<except>${patternSource(except)})|`;
  // biome-ignore lint/plugin: words of our own files, each escaped.
  const pattern = new RegExp(`${exceptions}${patternSource(words)}`, 'g');
  return (sentence) => {
    for (const match of sentence.matchAll(pattern)) if (match.groups?.except === undefined) return match.index;
    return undefined;
  };
}

const denial = findFirst(sentenceWords('denial'), sentenceWords('notDenying'));
const suspicion = findFirst(sentenceWords('suspicion'), sentenceWords('notSuspecting'));
// biome-ignore lint/plugin: words of our own files, each escaped.
const notPresent = new RegExp(patternSource(sentenceWords('notPresent')));
/** Where a full stop stands within a word of the files: the second part of `V.a.` (Verdacht auf) is no new sentence. */
const abbreviated = [...sentenceWords('denial'), ...sentenceWords('suspicion')].map(normalized).flatMap((word) =>
  [...word.matchAll(/\./g)].map(({ index }) => {
    const [upToStop, rest] = [word.slice(0, index + 1), word.slice(index + 1)];
    return `(?<=${RegExp.escape(upToStop)})${RegExp.escape(rest)}`;
  }),
);
const fullStop = abbreviated.length === 0 ? '\\.' : `\\.(?!${abbreviated.join('|')})`;
// biome-ignore lint/plugin: words of our own files, each escaped.
const sentenceEnd = new RegExp(`${fullStop}|[;\\u0003]|${patternSource(sentenceWords('but'))}`);

/** What a text affirms, normalized: without denials, relatives' illnesses and mere risks, each up to the end of its sentence. */
export function affirmed(text: string): string {
  return onOneLine(affirmedIn(inSentences(text)));
}

/** What it affirms or suspects, normalized. */
export function notDenied(text: string): string {
  return onOneLine(notDeniedIn(inSentences(text)));
}

/** Whether it leaves something unaffirmed. */
export function isInDoubt(text: string): boolean {
  const whole = inSentences(text);
  return affirmedIn(whole) !== whole;
}

/** Stands for a new line, which ends a sentence, but not a phrase. */
const newLine = '\u0003';

function inSentences(text: string): string {
  return normalized(text.replaceAll('\n', newLine));
}

function onOneLine(text: string): string {
  if (!text.includes(newLine)) return text;
  const lines = text.split(newLine).map((line) => line.trim());
  return lines.join(' ').trim();
}

function affirmedIn(text: string): string {
  return withoutFrom(suspicion, notDeniedIn(text));
}

function notDeniedIn(text: string): string {
  return notPresent.test(text) ? '' : withoutFrom(denial, text);
}

/** Without the rest of each sentence from the first of these words on. */
function withoutFrom(find: (sentence: string) => number | undefined, text: string): string {
  if (find(text) === undefined) return text;
  const sentences = text.split(sentenceEnd);
  return sentences.map((sentence) => sentence.slice(0, find(sentence))).join('. ');
}
