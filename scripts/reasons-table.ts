import { codes } from '#src/detectors/index.ts';
import { table } from './docs/table.ts';
import type { ChartOpening } from './open-charts.ts';

/** A Markdown table with one row per detection: for how many people it made a card or none, and why, most frequent first. */
export function reasonsTable(opened: readonly ChartOpening[]): string {
  const explained = Map.groupBy(
    opened.flatMap((one) => one.explained),
    ({ code }) => code,
  );
  const rows = codes.flatMap((code) => {
    const all = explained.get(code);
    if (all === undefined) return [];
    const withOutcome = (...outcomes: readonly string[]) => all.filter(({ outcome }) => outcomes.includes(outcome));
    const reasons = (some: typeof all) =>
      countsOf(some.map(({ reason, part }) => [part, reason].filter(Boolean).join(': ')));
    return [
      [
        `\`${code}\``,
        `${withOutcome('shown', 'held').length}`,
        reasons(withOutcome('silent')),
        reasons(withOutcome('not-computed')),
      ],
    ];
  });
  return table(['detection', 'found', 'silent because', 'not computed'], rows);
}

/** Ordered by count, descending. */
function countsOf(reasons: readonly string[]): string {
  const counts = [...Map.groupBy(reasons, (one) => one)].map(([reason, some]) => [reason, some.length] as const);
  const sorted = counts.toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ') || '–';
}
