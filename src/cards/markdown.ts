const entities = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
]);

/**
 * Escapes text of the record so that GitHub Flavored Markdown renders exactly this text, without markup or links. URLs are
 * broken by an invisible zero-width non-joiner, since some renderers look for them after unescaping.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/(?<=www)(?=\.)|(?=@)|(?=:\/\/)/gi, '\u{200c}')
    .replace(/[<>&*_`[\]()#|~!\\:@]/g, (sign) => entities.get(sign) ?? `\\${sign}`)
    .replace(/^(?=[-+=])/, '\\')
    .replace(/^(\d+)(?=\.)/, '$1\\');
}
