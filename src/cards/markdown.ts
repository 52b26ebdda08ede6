const entities = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
]);

/**
 * Text of the record as GitHub Flavored Markdown that renders as just this text: no markup, and no link of its own.
 * An address is broken by a zero-width non-joiner, which shows nothing: some renderers look for addresses after unescaping.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/(?<=www)(?=\.)|(?=@)|(?=:\/\/)/gi, '\u{200c}')
    .replace(/[<>&*_`[\]()#|~!\\:@]/g, (sign) => entities.get(sign) ?? `\\${sign}`)
    .replace(/^(?=[-+=])/, '\\')
    .replace(/^(\d+)(?=\.)/, '$1\\');
}
