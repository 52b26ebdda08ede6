/** The words of the first concept of a list, or of one concept; empty if it has none. */
export function firstOf(concepts) {
  const [concept] = [concepts ?? []].flat();
  return concept?.text ?? concept?.coding?.[0]?.display ?? '';
}

/** With a small first letter, unless the word is an abbreviation or a name for oneself: `a letter`, but `BP` and `I`. */
export function inSentence(text) {
  return /^(?!I\b)\p{Lu}(?:\p{Ll}|\s)/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

export function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
