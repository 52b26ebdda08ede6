import { text } from '../../../pages/html.ts';

/** A table whose first column names its rows; `labels` is the id of its heading. A narrow screen scrolls it by itself. */
export function htmlTable(labels: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((one) => `<th scope="col">${text(one)}</th>`).join('');
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map((one) => `<td>${text(one)}</td>`).join('');
    return `<tr><th scope="row">${text(first)}</th>${cells}</tr>`;
  });
  return `<div class="scrolls" tabindex="0" role="region" aria-labelledby="${labels}"><table aria-labelledby="${labels}"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** The numbers of a chart, folded on a screen and open on paper. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${text(summary)}</summary>${content}</details>`;
}
