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

/** One pattern for a set's words: `word` as a whole word, `stem-` at the start of one, `=text` as the whole text. */
export function wordPattern(words: readonly string[]): RegExp {
  const wholes = words.filter((word) => word.startsWith('=')).map((word) => spelled(word.slice(1)));
  const stems = words.filter((word) => word.endsWith('-')).map((word) => spelled(word.slice(0, -1)));
  const plain = words.filter((word) => !word.startsWith('=') && !word.endsWith('-')).map(spelled);
  // What stands before a word is looked at once for all of them: this runs for every concept of a record.
  const begun = [...stems, ...(plain.length > 0 ? [`(?:${plain.join('|')})(?![\\p{L}\\p{N}])`] : [])];
  const alternatives = [
    ...(begun.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${begun.join('|')})`] : []),
    ...(wholes.length > 0 ? [`^\\s*(?:${wholes.join('|')})\\s*$`] : []),
  ];
  // biome-ignore lint/plugin: words of our own ValueSets and of the site's file, each escaped.
  return new RegExp(alternatives.join('|'), 'iu');
}

/** A word as a pattern: what is written with a space is also written with a hyphen, and the other way round. */
function spelled(word: string): string {
  return word
    .split(/[ -]/)
    .map((part) => RegExp.escape(part))
    .join('[\\s\\p{Pd}]+');
}

/** From these words on a sentence says what is not there, or is another's. */
const denial =
  /(?<![\p{L}\p{N}])(?:no|not(?! sleeping)|nil|denies|denied|without|negative for|absence of|family history|family hx|fhx?|history of family member|history of in family|fear of|worried about|query|suspected|risk of(?! (?:suicid|self|abuse|domestic|harm)))(?![\p{L}\p{N}])/iu;
/** A text with one of these is of what is to be looked for or prevented, or was looked for and not found. */
const notFound =
  /(?<![\p{L}\p{N}])(?:screen|vaccin|immuni[sz]|jabs?(?!\p{L})|excluded(?!\p{L})|ruled out|not (?:needed|required))/iu;

/** What a text says is so: without its denials, relatives' illnesses and mere risks, each up to the end of its sentence. */
export function affirmed(text: string): string {
  if (notFound.test(text)) return '';
  if (!denial.test(text)) return text;
  const sentences = text.split(/[.;\n]|\bbut\b/u);
  return sentences.map((sentence) => sentence.slice(0, denial.exec(sentence)?.index)).join('. ');
}
