import { text } from '../pages/html.ts';

/** A table, or the word that there is none; the cells are text. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '<p>None.</p>';
  const head = heads.map((one) => `<th>${text(one)}`).join('');
  const body = rows.map((row) => `<tr>${row.map((one) => `<td>${text(one)}`).join('')}`).join('');
  return `<table><tr>${head}${body}</table>`;
}
