/** The words of the first concept of a list, or of one concept; empty if it has none. */
export function firstOf(concepts) {
  const [concept] = [concepts ?? []].flat();
  return concept?.text ?? concept?.coding?.[0]?.display ?? '';
}

/** With a small first letter, unless the word is an abbreviation: `Blood pressure check`, but `BP check`. */
export function inSentence(text) {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

export function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
