/** In UTF-16 code units. Codes, units and most displays are far shorter. */
const longest = 500;

/**
 * A text of others as a pattern may look at it, cut where it is longer than any that says what something is: what a
 * pattern costs then depends on our pattern alone (CWE-1333). For matching only, never for display.
 */
export function matchable(text: string): string {
  return text.length > longest ? text.slice(0, longest) : text;
}
