import type { Name } from '../history/history.ts';

/** One name is never said longer than this (code points), nor cut shorter than {@link leastName}. */
export const longestName = 40;
export const leastName = 8;

/** A name as a clinician would say it, and the shorter way where room is short. */
export interface SpokenName {
  readonly long: string;
  readonly short: string;
}

/**
 * `Dr Patel`; without a prefix the full name; undefined where nothing can be said. `HumanName.text` says how a name is to
 * be displayed (hl7.org/fhir/R4/datatypes.html#HumanName): it is taken wherever there is no polite form to be made of
 * prefix and family name, and it is a name and no entry of an index ('PATEL, Ayla (Dr)').
 */
export function spokenName(name: Name | undefined): SpokenName | undefined {
  const prefix = title(clean(name?.prefix ?? ''));
  const given = clean(name?.given ?? '');
  const family = clean(name?.family ?? '');
  const text = clean(name?.text ?? '').replace(/^(\p{L}{2,})\.(?= )/u, '$1');
  if (unspaced.test(prefix) || (prefix === '' && unspaced.test(family))) return whole(text || family + given + prefix);
  if (prefix !== '' && family !== '') return { long: `${prefix} ${family}`, short: `${prefix} ${family}` };
  const joined = given !== '' && family !== '' ? `${given} ${family}` : '';
  const full = (ofAnIndex.test(text) ? joined || text : text || joined) || family || given;
  return whole(full, family || full);
}

/** Names in these are written without a space, the family name first and what stands for a prefix last. */
const unspaced = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ofAnIndex = /[,;:()[\]\d]/;

function whole(long: string, short = long): SpokenName | undefined {
  // 'none' stands for an absent fact in the messages, and as a name it says nothing either.
  return long === '' || long === 'none' ? undefined : { long, short };
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
