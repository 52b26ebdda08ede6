import type { Name } from '../history/history.ts';

/** One name is never said longer than this (code points), nor cut shorter than {@link leastName}. */
export const longestName = 40;
export const leastName = 8;

/** A name as a clinician would say it, and the shorter way where room is short. */
export interface Spoken {
  readonly long: string;
  readonly short: string;
}

/** `Dr Patel`; without a prefix the full name; undefined where nothing can be said. */
export function speak(name: Name | undefined): Spoken | undefined {
  const prefix = title(clean(name?.prefix ?? ''));
  const given = clean(name?.given ?? '');
  const family = clean(name?.family ?? '');
  const text = clean(name?.text ?? '').replace(/^(\p{L}{2,})\.(?= )/u, '$1');
  if (prefix !== '' && family !== '') return { long: `${prefix} ${family}`, short: `${prefix} ${family}` };
  const full = given !== '' && family !== '' ? `${given} ${family}` : text || family || given;
  // 'none' stands for an absent fact in the messages, and as a name it says nothing either.
  return full === '' || full === 'none' ? undefined : { long: full, short: family || full };
}

/** The whole name as one text, for evidence. */
export function wholeName(name: Name | undefined): string {
  const { prefix = '', given = '', family = '', text = '' } = name ?? {};
  return clean(text || `${prefix} ${given} ${family}`);
}

/** Cut with '…' to so many code points, between grapheme clusters; within one that is no sign of any script. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  let length = 0;
  for (const { segment } of clusters.segment(text)) {
    const points = [...segment];
    const room = Math.max(0, limit - 1 - length);
    length += points.length;
    if (length < limit) kept += segment;
    else if (points.length > longestCluster) kept += points.slice(0, room).join('');
    if (length > limit) return `${kept.trimEnd()}…`;
  }
  return text;
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** The longest emoji has 11 code points. A letter under hundreds of marks would take the rest of the name with it. */
const longestCluster = 16;
/** No name is read further than this. */
const longestRead = 500;
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu;
/**
 * What shows nothing and may still be read by a program: tag characters, interlinear annotation, soft hyphen, zero-width
 * space, word joiner, fillers, selectors of variants (Unicode, Cf and Default_Ignorable_Code_Point). Joiners stay, which
 * some scripts and emoji are written with, and so do the two selectors of emoji.
 */
const invisible = /(?!\p{Join_Control}|\p{Bidi_Control}|[\ufe0e\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const onlyJoiners = /^(?:\p{Join_Control}|[\ufe0e\ufe0f]|\s)*$/u;

/** Plain text on one line: control characters, bidi controls and line breaks become one space, what shows nothing goes. */
export function clean(text: string): string {
  const line = text.slice(0, longestRead).toWellFormed().replace(invisible, '').replace(unprintable, ' ').trim();
  return onlyJoiners.test(line) ? '' : line;
}

/** Text of the record as it may stand within a sentence or between marks of quotation of ours. */
export function tidy(text: string): string {
  return clean(text)
    .replace(/["“”„«»]/g, '’')
    .replace(/(?<![\s.])[\s.]+$/, '');
}

/** `Dr.`, `DR` and `dr` as `Dr`. */
function title(prefix: string): string {
  const plain = prefix.replaceAll('.', '');
  if (plain !== plain.toUpperCase() && plain !== plain.toLowerCase()) return plain;
  return plain.toLowerCase().replace(/\b\p{L}/gu, (letter) => letter.toUpperCase());
}
