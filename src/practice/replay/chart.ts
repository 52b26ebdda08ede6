import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Day, isoDay } from '../../history/calendar.ts';

/** New cards in 100 openings of one week; undefined where that may not be printed. */
export interface WeekRate {
  readonly week: Day;
  readonly rate: number | undefined;
}

/** One line of the chart. */
export interface ChartLine {
  readonly label: string;
  /** Dashed, so that lines differ by more than their colour. */
  readonly dashed: boolean;
  readonly weeks: readonly WeekRate[];
}

export interface RateChart {
  readonly lines: readonly ChartLine[];
  readonly limit: { readonly label: string; readonly rate: number } | undefined;
  readonly axis: string;
  /** Ids of the elements that name and describe it. */
  readonly labelledBy: string;
  readonly describedBy: string;
}

const style = `.rates{max-width:100%;height:auto;background:none;color:inherit;font:13px system-ui,sans-serif}
.rates .now{color:light-dark(#7a3e2b,#e3a78e)}.rates .set{color:light-dark(#1d5b66,#8ecbd6)}`;

/** The rates by week as SVG without script; it styles itself, so that the page can be sent and printed alone. */
export function drawRates({ lines, limit, axis, labelledBy, describedBy }: RateChart): string {
  const { document } = parseHTML('<!doctype html><body></body>');
  const rates = lines.flatMap(({ weeks }) => weeks.flatMap(({ rate }) => rate ?? []));
  const shifts = shiftsOf(lines);
  const svg = Plot.plot({
    document,
    className: 'rates',
    width: 720,
    height: 300,
    marginLeft: 44,
    marginRight: 130,
    marginBottom: 40,
    x: { type: 'utc', label: null },
    y: { domain: [0, Math.max(1, limit?.rate ?? 0, ...rates) * 1.1], label: axis, grid: true, nice: true },
    marks: [
      Plot.ruleY([0]),
      ...(limit === undefined ? [] : limitMarks(limit)),
      ...lines.flatMap((line, index) => marksOf(line, shifts[index] ?? 0)),
    ],
  });
  for (const own of svg.querySelectorAll('style')) own.textContent = style;
  // It is one image to screen readers, and the names of its parts are Plot's own words.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', labelledBy);
  svg.setAttribute('aria-describedby', describedBy);
  return svg.outerHTML;
}

function limitMarks({ label, rate }: NonNullable<RateChart['limit']>): readonly Plot.Markish[] {
  return [
    Plot.ruleY([rate], { stroke: 'currentColor', strokeDasharray: '2,4' }),
    Plot.text([label], { y: () => rate, frameAnchor: 'left', dx: 4, textAnchor: 'start', dy: -8 }),
  ];
}

/** `shift`: pixels by which the label stands lower than the end of its line, so that two labels don't meet. */
function marksOf({ label, dashed, weeks }: ChartLine, shift: number): readonly Plot.Markish[] {
  const points = weeks.map(({ week, rate }) => ({ date: new Date(isoDay(week)), rate }));
  const last = points.findLast(({ rate }) => rate !== undefined);
  const at = { x: 'date', y: 'rate', className: dashed ? 'set' : 'now' };
  return [
    Plot.lineY(points, { ...at, stroke: 'currentColor', strokeWidth: 2, ...(dashed && { strokeDasharray: '6,4' }) }),
    Plot.dot(points, { ...at, r: 2.5, symbol: dashed ? 'square' : 'circle', stroke: 'currentColor' }),
    Plot.text(last === undefined ? [] : [last], {
      ...at,
      text: () => label,
      fill: 'currentColor',
      dx: 8,
      dy: shift,
      textAnchor: 'start',
      lineWidth: 9,
    }),
  ];
}

/** The line that ends higher has its label above. */
function shiftsOf(lines: readonly ChartLine[]): readonly number[] {
  if (lines.length < 2) return lines.map(() => 0);
  const ends = lines.map(({ weeks }) => weeks.findLast(({ rate }) => rate !== undefined)?.rate ?? 0);
  const highest = ends.indexOf(Math.max(...ends));
  return lines.map((_, index) => (index === highest ? -18 : 18));
}
