/** In UTF-16 code units. Codes, units and most displays are far shorter. */
const longest = 500;

/**
 * Truncates a text of others for matching, at a length that no code or description needs. The cost of a regular expression
 * then depends on the expression alone (CWE-1333). For matching only, never for display.
 */
export function matchable(text: string): string {
  return text.length > longest ? text.slice(0, longest) : text;
}
