import { type Figure, verdictOf } from './targets.ts';

const percents = 100;

/** A line of the table in words: figure, interval, n, target and verdict. */
export function cells(line: Figure): readonly string[] {
  const { estimate, unit, target, of } = line;
  const number = (value: number) => (unit === 'share' ? `${(percents * value).toFixed(1)} %` : value.toFixed(2));
  const bound =
    target?.most !== undefined
      ? `≤ ${number(target.most)}`
      : target?.least !== undefined
        ? `≥ ${number(target.least)}`
        : '';
  const verdict = verdictOf(line);
  return [
    line.label,
    number(estimate.value),
    `${number(estimate.low)} – ${number(estimate.high)}`,
    `${Math.round(estimate.n)} ${of}`,
    line.ahead === undefined ? bound : 'behind ours',
    verdict === 'not met' ? '**not met**' : (verdict ?? ''),
  ];
}

const head = ['', 'figure', '95 % interval', 'n', 'target', ''];

/** Rows in Markdown, the head first. */
export function markdown([first = [], ...rows]: readonly (readonly string[])[]): string {
  const row = (parts: readonly string[]) => `| ${parts.join(' | ')} |`;
  return [row(first), row(first.map(() => '---')), ...rows.map(row)].join('\n');
}

/** The whole table in Markdown, a part for each section. */
export function tables(lines: readonly Figure[]): string {
  return [...Map.groupBy(lines, ({ section }) => section)]
    .map(([section, part]) => `### ${section}\n\n${markdown([head, ...part.map(cells)])}`)
    .join('\n\n');
}

/** The table for a terminal. */
export function plainTable(lines: readonly Figure[]): string {
  return [...Map.groupBy(lines, ({ section }) => section)]
    .map(([section, part]) => {
      const rows = part.map(cells);
      const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
      const padded = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
      return [section, ...padded.map((row) => `  ${row.trimEnd()}`)].join('\n');
    })
    .join('\n\n');
}
