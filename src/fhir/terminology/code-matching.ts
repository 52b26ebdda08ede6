const icd10 = 'http://hl7.org/fhir/sid/icd-10';
const icpc2 = 'http://hl7.org/fhir/sid/icpc-2';
const atc = 'http://www.whocc.no/atc';

/** Characters of an ICD-10 code without its dot, extensions of national editions included; what follows is not looked at. */
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

/** Marks that ICD-10 sets beside a code: dagger, asterisk, and ICD-10-GM's exclamation mark. They are not of the code. */
const icd10Marks = /[\s+†*‡#!]+$/;

/** A code as it is compared: in one letter case and without marks where its system says so. */
export function canonicalCode(system: string, code: string): string {
  if (system === icd10) return code.toUpperCase().replace(icd10Marks, '');
  return system === icpc2 || system === atc ? code.toUpperCase() : code;
}

/** The codes that an entry of a set stands for: a range such as `E10-E14` in ICD-10 or `D01-D29` in ICPC-2 is each of them. */
export function expandCode(system: string, code: string): string[] {
  const [, letter = '', from = '', last = '', to = ''] = /^([A-Z])(\d\d)-([A-Z])(\d\d)$/.exec(code) ?? [];
  if ((system !== icd10 && system !== icpc2) || letter === '' || letter !== last) return [code];
  const count = Math.max(Number(to) - Number(from) + 1, 0);
  return Array.from({ length: count }, (_, i) => `${letter}${String(Number(from) + i).padStart(2, '0')}`);
}

/** Where a word begins and ends in a text that is prepared. */
const [begins, ends] = ['\u0001', '\u0002'];

/**
 * A text as words are looked for in it: in lower case, with one space for whatever stands between words, and a mark where
 * each begins and ends. A pattern then needs no class of Unicode and no letter case, which cost a millisecond or two to
 * compile in each of a hundred patterns, before a first call can be answered.
 */
export function normalized(text: string): string {
  const spaced = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}]+/gu, ' ');
  return spaced.replaceAll(/[\p{L}\p{N}]+/gu, `${begins}$&${ends}`);
}

/** One pattern for a set's words, for a text that is prepared: `word` as a whole word, `stem-` at the start of one, `=text` as the whole text. */
export function wordPattern(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => {
    if (word.startsWith('=')) return `^${RegExp.escape(normalized(word.slice(1)))}$`;
    return word.endsWith('-') ? atWordStart(stemOf(normalized(word.slice(0, -1)))) : wholeWord(normalized(word));
  });
  // biome-ignore lint/plugin: words of our own ValueSets and of the site's file, each escaped.
  return new RegExp(alternatives.join('|'));
}

/** What begins with another sign than a letter or digit follows none. */
function atWordStart(word: string): string {
  return `${word.startsWith(begins) ? '' : `(?<!${ends})`}${RegExp.escape(word)}`;
}

function stemOf(word: string): string {
  return word.endsWith(ends) ? word.slice(0, -ends.length) : word;
}

function wholeWord(word: string): string {
  return `${atWordStart(word)}${word.endsWith(ends) ? '' : `(?!${begins})`}`;
}

/** From these words on a sentence says what is not there, or is another's. */
const denial =
  /(?<![\p{L}\p{N}])(?:no|not(?! sleeping)|nil|denies|denied|without|negative for|absence of|family history|family hx|fhx?|history of family member|history of in family|fear of|worried about|query|suspected|risk of(?! (?:suicid|self|abuse|domestic|harm)))(?![\p{L}\p{N}])/iu;
/** A text with one of these is of what is to be looked for or prevented, or was looked for and not found. */
const notPresent =
  /(?<![\p{L}\p{N}])(?:screen|vaccin|immuni[sz]|jabs?(?!\p{L})|excluded(?!\p{L})|ruled out|not (?:needed|required))/iu;

/** What a text says is so: without its denials, relatives' illnesses and mere risks, each up to the end of its sentence. */
export function affirmed(text: string): string {
  if (notPresent.test(text)) return '';
  if (!denial.test(text)) return text;
  const sentences = text.split(/[.;\n]|\bbut\b/u);
  return sentences.map((sentence) => sentence.slice(0, denial.exec(sentence)?.index)).join('. ');
}
