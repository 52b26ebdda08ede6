import { text } from '../pages/html.ts';

/** A table, or the word that there is none; the cells are text. On a phone it scrolls by itself, by keyboard too. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '<p>None.</p>';
  const head = heads.map((one) => `<th>${text(one)}`).join('');
  const body = rows.map((row) => `<tr>${row.map((one) => `<td>${text(one)}`).join('')}`).join('');
  return `<div class="wide" role="group" aria-label="Table" tabindex="0"><table><tr>${head}${body}</table></div>`;
}
