import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Day, isoDay } from '../history/calendar.ts';
import type { Drawing } from './drawing.ts';
import { symbols } from './symbols.ts';

/** Pixels: of the whole drawing, its margins, and a row. */
const [width, marginLeft, marginRight, marginTop, rowHeight] = [1120, 170, 110, 24, 24];

/**
 * The drawing as SVG without style or script: the page's style sheet colours it by class. It is hidden from screen readers,
 * to which lists say the same.
 */
export function draw(drawing: Drawing): string {
  const { rows, from, to } = drawing;
  const { document } = parseHTML('<!doctype html><body></body>');
  const svg = Plot.plot({
    document,
    className: 'lanes',
    width,
    height: marginTop + rows.length * rowHeight + 8,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: 8,
    x: { type: 'utc', domain: [dateOf(from), dateOf(to)], axis: null, round: true },
    y: { type: 'band', domain: rows.map(({ id }) => id), axis: null, padding: 0, round: true },
    marks: [...frameOf(drawing), ...barsOf(drawing), ...marksOf(drawing)],
  });
  // The content security policy allows no style within the page.
  for (const style of svg.querySelectorAll('style')) style.remove();
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('font-family');
  return svg.outerHTML;
}

/** The years, and the rows with their labels. */
function frameOf({ rows }: Drawing): readonly Plot.Markish[] {
  const labels = new Map(rows.map(({ id, label }) => [id, label]));
  return [
    Plot.axisX({ anchor: 'top', ticks: 'year', tickSize: 0 }),
    Plot.gridX({ ticks: 'year', className: 'years' }),
    Plot.ruleY(rows, { y: 'id', className: 'row-lines' }),
    Plot.text(rows, {
      y: 'id',
      text: ({ id }) => labels.get(id),
      frameAnchor: 'left',
      dx: 4 - marginLeft,
      textAnchor: 'start',
      className: 'labels',
    }),
  ];
}

function marksOf({ marks }: Drawing): readonly Plot.Markish[] {
  const dated = marks.map((one) => ({ ...one, date: dateOf(one.day) }));
  const counted = dated.filter((one) => one.counted === true);
  const noted = dated.filter(({ text }) => text !== undefined);
  return [
    ...[...Map.groupBy(dated, ({ kind }) => kind)].map(([kind, own]) =>
      Plot.dot(own, { x: 'date', y: 'row', r: 4, symbol: symbols[kind], className: `mark-${kind}` }),
    ),
    Plot.dot(counted, { x: 'date', y: 'row', r: 7, className: 'counted' }),
    Plot.text(noted, { x: 'date', y: 'row', text: 'text', dx: 8, textAnchor: 'start', className: 'notes' }),
  ];
}

function barsOf({ bars }: Drawing): readonly Plot.Markish[] {
  const dated = bars.map((one) => ({ ...one, start: dateOf(one.from), end: dateOf(one.to + 1) }));
  return [
    ...[...Map.groupBy(dated, ({ kind }) => kind)].map(([kind, own]) =>
      Plot.barX(own, { x1: 'start', x2: 'end', y: 'row', insetTop: 8, insetBottom: 8, className: `bar-${kind}` }),
    ),
    Plot.text(
      dated.filter(({ text }) => text !== undefined),
      { x: 'end', y: 'row', text: 'text', dx: 6, textAnchor: 'start', className: 'notes' },
    ),
  ];
}

function dateOf(day: Day): Date {
  return new Date(isoDay(day));
}
