/** In UTF-16 code units. Codes, units and most displays are far shorter. */
const longest = 500;

/**
 * Truncates a text of others for matching, at a length that no code or description needs. The cost of a regular expression
 * then depends on the expression alone (CWE-1333). For matching only, never for display.
 */
export function matchable(text: string): string {
  return text.length > longest ? text.slice(0, longest) : text;
}

/** Letters that Unicode does not decompose, as they are written where a keyboard has none of them. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  ø: 'o',
  Ø: 'O',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
};

/**
 * A text without the diacritics of its Latin letters and with straight apostrophes: old systems and hurried people leave
 * them out. In other scripts a mark may be a vowel, and stays.
 */
export function folded(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/[ßẞøØæÆœŒ]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[’‘ʼ]/g, "'");
}

export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
