import * as Plot from '@observablehq/plot';
import { type ChartName, svgOf, type Width } from './svg.ts';

/** A value in a month or week, its first day; undefined where it is not printed. */
export interface Point {
  readonly date: Date;
  readonly value: number | undefined;
}

export interface Lines {
  /** The first days of all months or weeks, oldest first. */
  readonly dates: readonly Date[];
  /** The greatest value that has room; the scale begins at 0. */
  readonly most: number;
  /** At most two: each has a dash and a marker of its own beside its colour. */
  readonly series: readonly { readonly label: string; readonly points: readonly Point[] }[];
  /** Where a value of the first series would lie by chance alone. */
  readonly band?: {
    readonly label: string;
    readonly points: readonly { readonly date: Date; readonly low?: number; readonly high?: number }[];
  };
  /** A value that is not to be passed. */
  readonly limit?: { readonly label: string; readonly value: number };
  readonly dateLabel: (date: Date) => string;
  readonly valueLabel: (value: number) => string;
}

const styles = [
  { name: 'first', symbol: 'circle', dash: 'none' },
  { name: 'second', symbol: 'triangle', dash: '6 4' },
] as const;

const height = 300;
/** Pixels by which labels at the right end stand apart at least: they take two lines, and three on a phone. */
const labelHeights = { wide: 34, narrow: 46 } as const;

/** Values by month or week, each line with its label at its end. */
export function lineChart(lines: Lines, name: ChartName, width: Width): string {
  const { dates, most, limit, dateLabel, valueLabel } = lines;
  const isWide = width === 'wide';
  const every = Math.ceil(dates.length / (isWide ? 8 : 3));
  const margins = { marginTop: 12, marginBottom: 28, marginLeft: 44, marginRight: isWide ? 150 : 96 };
  const options: Plot.PlotOptions = {
    ...margins,
    height,
    x: { type: 'utc', domain: [dates[0] ?? new Date(0), dates.at(-1) ?? new Date(0)] },
    y: { domain: [0, most] },
    marks: [
      Plot.gridY({ ticks: 5, className: 'grid' }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: null, tickFormat: valueLabel }),
      Plot.axisX({ ticks: dates.filter((_, i) => i % every === 0), tickSize: 4, label: null, tickFormat: dateLabel }),
      Plot.areaY(lines.band?.points ?? [], { x: 'date', y1: 'low', y2: 'high', className: 'band' }),
      Plot.ruleY(limit === undefined ? [] : [limit.value], { className: 'limit' }),
      ...lines.series.flatMap(({ points }, i) => seriesMarks(points, i)),
      Plot.text(labelsOf(lines, labelHeights[width] / (height - margins.marginTop - margins.marginBottom)), {
        frameAnchor: 'right',
        y: 'at',
        text: 'label',
        dx: 10,
        textAnchor: 'start',
        lineWidth: (margins.marginRight - 12) / 13,
        className: 'labels',
      }),
    ],
  };
  return svgOf(options, name, width);
}

function seriesMarks(points: readonly Point[], i: number): readonly Plot.Markish[] {
  const style = styles[i] ?? styles[0];
  const y = ({ value }: Point) => value ?? Number.NaN;
  return [
    Plot.line(points, { x: 'date', y, strokeDasharray: style.dash, className: `line-${style.name}` }),
    Plot.dot(points, { x: 'date', y, r: 3.5, symbol: style.symbol, className: `dot-${style.name}` }),
  ];
}

/** The labels at the heights of the last points, moved apart by a share of the height so that none covers another. */
function labelsOf(lines: Lines, share: number): readonly { readonly label: string; readonly at: number }[] {
  const { series, band, limit, most } = lines;
  const ends = [
    ...series.map(({ label, points }) => ({ label, at: points.findLast(({ value }) => value !== undefined)?.value })),
    { label: band?.label, at: band?.points.findLast(({ low }) => low !== undefined)?.low },
    { label: limit?.label, at: limit?.value },
  ];
  const wanted = ends.flatMap(({ label, at }) => (label === undefined || at === undefined ? [] : { label, at }));
  const apart = share * most;
  const fromTop = wanted.toSorted((a, b) => b.at - a.at);
  let above = most + apart / 2;
  const placed = fromTop.map(({ label, at }) => {
    above = Math.min(at, above - apart);
    return { label, at: above };
  });
  const tooLow = Math.max(0, -above);
  return placed.map(({ label, at }) => ({ label, at: at + tooLow }));
}
