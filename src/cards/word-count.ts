/** Words of a card at most, headline and detail together; quotations and what was counted come on top. */
export const mostWords = 60;

/** Words a minute at which a card is read. */
const wordsAMinute = 240;

/** The words of a text, without those that it quotes. */
export function countWords(text: string): number {
  const parts = text.replace(/“[^”]*”/gu, ' ').split(/\s+/u);
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/** Seconds that it takes to read as many words. */
export function readingSeconds(count: number): number {
  return Math.round((count * 60) / wordsAMinute);
}
