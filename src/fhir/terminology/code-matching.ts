import { folded, isAscii } from './matching-text.ts';

const icd10 = 'http://hl7.org/fhir/sid/icd-10';
const icpc2 = 'http://hl7.org/fhir/sid/icpc-2';
const atc = 'http://www.whocc.no/atc';

/** Characters of an ICD-10 code without its dot, with the extensions of national editions; the rest is ignored. */
const longestIcd10 = 8;

/**
 * A code and the categories above it, most specific first: in ICD-10 `E10.92`, `E10.9`, `E10`, in ICPC, whose national
 * editions divide its rubrics, `P76.01`, `P76`, in ATC `N06AB06`, `N06AB`, `N06A`; elsewhere only itself.
 */
export function codePath(system: string, code: string): string[] {
  if (system === atc)
    return [7, 5, 4].filter((length) => code.length >= length).map((length) => code.slice(0, length).toUpperCase());
  if (system === icpc2) return icpcPath(code);
  if (system !== icd10) return [code];
  const plain = code
    .slice(0, longestIcd10 + 1)
    .toUpperCase()
    .replace('.', '')
    .slice(0, longestIcd10);
  const path: string[] = [];
  for (let length = plain.length; length > 3; length -= 1) path.push(`${plain.slice(0, 3)}.${plain.slice(3, length)}`);
  return [...path, plain.slice(0, 3)];
}

function icpcPath(code: string): string[] {
  const plain = code.toUpperCase();
  const [rubric = plain] = /^[A-Z]\d\d/.exec(plain) ?? [];
  return rubric === plain ? [plain] : [plain, rubric];
}

/** Marks after an ICD-10 code that are not part of it: dagger, asterisk, and ICD-10-GM's exclamation mark. */
const icd10Marks = /[\s+†*‡#!]+$/;

/** A code in the form in which it is compared: if its system allows it, in upper case and without marks. */
export function canonicalCode(system: string, code: string): string {
  if (system === icd10) return code.toUpperCase().replace(icd10Marks, '');
  return system === icpc2 || system === atc ? code.toUpperCase() : code;
}

/** The codes of an entry of a set; a range such as `E10-E14` in ICD-10 or `D01-D29` in ICPC-2 is expanded. */
export function expandCode(system: string, code: string): string[] {
  const [, letter = '', from = '', last = '', to = ''] = /^([A-Z])(\d\d)-([A-Z])(\d\d)$/.exec(code) ?? [];
  if ((system !== icd10 && system !== icpc2) || letter === '' || letter !== last) return [code];
  const count = Math.max(Number(to) - Number(from) + 1, 0);
  return Array.from({ length: count }, (_, i) => `${letter}${String(Number(from) + i).padStart(2, '0')}`);
}

/** Markers of the start and the end of a word in a normalized text. */
export const [wordStart, wordEnd] = ['\u0001', '\u0002'];

/**
 * A text in the form in which words are searched for in it: folded, in lower case, with single spaces, and with markers
 * around each word, so that whatever is looked up in it needs no Unicode classes and no case folding.
 */
export function normalized(text: string): string {
  // Twice as fast, and most texts are.
  if (isAscii(text))
    return text
      .replaceAll(markers, ' ')
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, ' ')
      .replaceAll(/[a-z0-9]+/g, `${wordStart}$&${wordEnd}`);
  const spaced = folded(text)
    .replaceAll(markers, ' ')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}]+/gu, ' ');
  return spaced.replaceAll(/[\p{L}\p{N}]+/gu, `${wordStart}$&${wordEnd}`);
}

// biome-ignore lint/plugin: our own two markers.
const markers = new RegExp(`[${wordStart}${wordEnd}]`, 'g');

/** The start of a word, of which any ending may follow. */
export function stemOf(word: string): string {
  return word.endsWith(wordEnd) ? word.slice(0, -wordEnd.length) : word;
}
