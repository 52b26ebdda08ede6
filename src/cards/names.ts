import type { Name } from '../history/history.ts';
import type { NameHabit } from './wording/wording.ts';

/** Longest spoken name in code points; the shortest truncation is {@link leastName}. */
export const longestName = 40;
export const leastName = 8;

/** A name as a clinician would say it, and a shorter form for when space is short. */
export interface SpokenName {
  readonly long: string;
  readonly short: string;
}

/**
 * `Dr Patel`, or `Kari Nordmann` where titles are no habit; without a prefix the full name; undefined if there is no usable
 * name. `HumanName.text` is how a name is to be
 * displayed (hl7.org/fhir/R4/datatypes.html#HumanName): used if prefix and family name make no polite form, unless it is an
 * index entry ('PATEL, Ayla (Dr)').
 */
export function spokenName(name: Name | undefined, habit: NameHabit): SpokenName | undefined {
  const prefix = title(clean(name?.prefix ?? ''), habit);
  const given = clean(name?.given ?? '');
  const family = clean(name?.family ?? '');
  const text = clean(name?.text ?? '').replace(/^(\p{L}{2,})\.(?= )/u, '$1');
  if (unspaced.test(prefix) || (prefix === '' && unspaced.test(family))) return spoken(text || family + given + prefix);
  if (prefix !== '' && family !== '' && (habit.form === 'title' || given === '')) {
    const titled = `${prefix} ${afterTitle(family, habit)}`;
    return { long: titled, short: titled };
  }
  const joined = given !== '' && family !== '' ? `${given} ${family}` : '';
  const full = (ofAnIndex.test(text) ? joined || text : text || joined) || family || given;
  return spoken(full, family || full);
}

/** In these scripts names are written without spaces, family name first and title last. */
const unspaced = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ofAnIndex = /[,;:()[\]\d]/;

function spoken(long: string, short = long): SpokenName | undefined {
  // The messages use 'none' for an absent fact; it is no name either.
  return long === '' || long === 'none' ? undefined : { long, short };
}

/** The full name as one text, for evidence. */
export function fullName(name: Name | undefined): string {
  const { prefix = '', given = '', family = '', text = '' } = name ?? {};
  return clean(text || `${prefix} ${given} ${family}`);
}

/** Truncates to `limit` code points with '…', between grapheme clusters, or within one that is too long for any script. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let result = '';
  let length = 0;
  for (const { segment } of clusters.segment(text)) {
    const points = [...segment];
    const room = Math.max(0, limit - 1 - length);
    length += points.length;
    if (length < limit) result += segment;
    else if (points.length > longestCluster) result += points.slice(0, room).join('');
    if (length > limit) return `${result.trimEnd()}…`;
  }
  return text;
}

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** The longest emoji has 11 code points; a letter with hundreds of combining marks would use up the whole name. */
const longestCluster = 16;
/** Longer names are not read to their end. */
const longestRead = 500;
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu;
/**
 * Invisible characters that a program may still read: tag characters, interlinear annotation, soft hyphen, zero-width
 * space, word joiner, fillers, variation selectors (Unicode Cf and Default_Ignorable_Code_Point). Joiners, which some scripts
 * and emoji need, and the two emoji selectors stay.
 */
const invisible = /(?!\p{Join_Control}|\p{Bidi_Control}|[\ufe0e\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const onlyJoiners = /^(?:\p{Join_Control}|[\ufe0e\ufe0f]|\s)*$/u;

/** Plain text on one line: control characters, bidi controls and line breaks become one space; invisible ones are removed. */
export function clean(text: string): string {
  const line = text.slice(0, longestRead).toWellFormed().replace(invisible, '').replace(unprintable, ' ').trim();
  return onlyJoiners.test(line) ? '' : line;
}

/** Text of the record, ready for the middle of a sentence or between quotation marks. */
export function tidy(text: string): string {
  return clean(text)
    .replace(/["“”„«»]/g, '’')
    .replace(/(?<![\s.])[\s.]+$/, '');
}

/** `Dr.`, `DR` and `dr` become the country's spelling; a title that the country does not list stays, without full stops. */
function title(prefix: string, { titles }: NameHabit): string {
  const plain = prefix.replaceAll(/\.(?=\p{L}{2})/gu, ' ').replaceAll('.', '');
  const known = Object.hasOwn(titles, plain.toLowerCase()) ? titles[plain.toLowerCase()] : undefined;
  if (known !== undefined) return known;
  if (plain !== plain.toUpperCase() && plain !== plain.toLowerCase()) return plain;
  return plain.toLowerCase().replace(/\b\p{L}/gu, (letter) => letter.toUpperCase());
}

/** A family name as it is written after a title. */
function afterTitle(family: string, { particles = [] }: NameHabit): string {
  const isParticle = particles.some((particle) => family.startsWith(`${particle} `));
  return isParticle ? family.charAt(0).toUpperCase() + family.slice(1) : family;
}
