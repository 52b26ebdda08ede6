import type { AnyFinding } from '../detectors/index.ts';
import type { Day } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import { toArguments } from './arguments.ts';
import { escapeMarkdown } from './markdown.ts';
import { leastName, longestName } from './names.ts';
import { type Phrasing, phrasingFor, plain, type Style } from './phrasing.ts';
import type { TakenUp } from './suggestions/taken-up.ts';
import { countWords, mostWords } from './word-count.ts';
import type { FindingWords } from './wording/wording.ts';
import type { Words } from './words.ts';

/** CDS Hooks wants summaries under 140 characters; counted in Unicode code points. */
const longestSummary = 139;
/** Maximum code points of quoted text in a detail. */
const longestText = 200;

/** What a card says: a headline in plain text, and a detail in GitHub Flavored Markdown. */
export interface CardText {
  readonly summary: string;
  readonly detail: string;
}

/** A finding about a person in words; `taken` is what has been done about it already, if anything. */
export function cardTextOf(finding: AnyFinding, person: Person, asOf: Day, words: Words, taken?: TakenUp): CardText {
  const summary = summaryOf(finding, person, asOf, words);
  return { summary, detail: detailOf(finding, phrasingFor(words, person, asOf, markdown), summary, taken) };
}

/** The same as plain text, for a page that is not Markdown. */
export function plainTextOf(finding: AnyFinding, person: Person, asOf: Day, words: Words): CardText {
  const summary = summaryOf(finding, person, asOf, words);
  const speaker = phrasingFor(words, person, asOf, { ...plain, textLimit: longestText, first: false });
  return { summary, detail: detailOf(finding, speaker, summary, undefined) };
}

/**
 * The summary as plain text. If it is too long, names and quotations are shortened, all to the same length, and at last lists
 * get fewer entries (people without a name can't be shortened); facts are never cut.
 */
function summaryOf(finding: AnyFinding, person: Person, asOf: Day, words: Words): string {
  const texts = words.wording.findings[finding.code];
  const inStyle = (style: Style) => {
    const speaker = phrasingFor(words, person, asOf, style);
    return words.say(texts.summary, { ...toArguments(finding.facts, speaker, texts), ...speaker.about });
  };
  const isLong = (text: string) => [...text].length > longestSummary;
  let summary = inStyle(plain);
  for (let limit = longestName; limit >= leastName && isLong(summary); limit -= 1) {
    summary = inStyle({ ...plain, short: true, nameLimit: limit, textLimit: limit });
  }
  for (let listLimit = plain.listLimit - 1; listLimit > 0 && isLong(summary); listLimit -= 1) {
    summary = inStyle({ ...plain, short: true, nameLimit: leastName, textLimit: leastName, listLimit });
  }
  return summary;
}

const markdown: Style = { ...plain, quote: escapeMarkdown, textLimit: longestText, first: false };

/**
 * One small thing to do, what was seen and why it may matter (as far as there is room), and that it has been taken up
 * already, if so; then what was counted.
 */
function detailOf(finding: AnyFinding, speaker: Phrasing, summary: string, taken: TakenUp | undefined): string {
  const { words, asOf } = speaker;
  const texts: FindingWords = words.wording.findings[finding.code];
  const values = { ...toArguments(finding.facts, speaker, texts), ...speaker.about };
  const say = (messages: readonly string[] = []) =>
    messages.map((message) => words.say(message, values)).filter((sentence) => sentence !== '');
  const start = say(texts.act.slice(0, 1));
  const end = [...say([texts.closing ?? '']), ...takenIn(taken, asOf, words)];
  let room = mostWords - countWords([summary, ...start, ...end].join(' '));
  const takeRoom = (sentence: string) => {
    const fits = countWords(sentence) <= room;
    if (fits) room -= countWords(sentence);
    return fits;
  };
  const act = say(texts.act.slice(1)).filter(takeRoom);
  const context = say(texts.context).filter(takeRoom);
  const further = say(texts.further).find(takeRoom);
  const sentences = [...start, ...act, ...(further === undefined ? [] : [further]), ...context, ...end];
  return `${sentences.join(' ')}\n\n${countedIn(finding, words)}`;
}

function takenIn(taken: TakenUp | undefined, asOf: Day, words: Words): readonly string[] {
  if (taken?.declined !== false) return [];
  const { since } = taken;
  return [words.say(words.wording.takenUp, since === undefined ? {} : { day: words.day(since, asOf) })];
}

function countedIn({ number, unit, span, notCounted }: AnyFinding, words: Words): string {
  return words.format(words.wording.counted, {
    number,
    unit,
    notCounted: notCounted.length,
    from: words.date(span.from),
    to: words.date(span.to),
    oneDay: span.from === span.to,
  });
}
