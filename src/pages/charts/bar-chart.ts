import * as Plot from '@observablehq/plot';
import { cut } from '../../cards/names.ts';
import { type ChartName, svgOf, type Width } from './svg.ts';

/** A share from 0 to 1 in a row; undefined where it is not printed. */
export interface Bar {
  readonly label: string;
  readonly value: number | undefined;
  /** Its interval: then the value is a mark on a line and not a bar. */
  readonly low?: number;
  readonly high?: number;
  /** What is written after it. */
  readonly text: string;
}

/** Rows under a heading of their own, if any. */
export interface BarGroup {
  readonly heading?: string;
  readonly bars: readonly Bar[];
}

/** What is drawn, and a share as the scale has it: `40%`, `40 %`. */
export interface BarChart {
  readonly groups: readonly BarGroup[];
  readonly shareLabel: (share: number) => string;
}

const rowHeight = 22;
/** Of a drawing by its width: pixels of the labels and of the text after a bar, the longest label in characters, and marks of the scale. */
const layouts = {
  wide: { marginLeft: 190, marginRight: 150, longest: 28, ticks: 5 },
  narrow: { marginLeft: 96, marginRight: 142, longest: 14, ticks: 2 },
} as const;

/** Shares as bars, or with their intervals as marks, each with its label and its numbers written out. */
export function barChart({ groups, shareLabel }: BarChart, name: ChartName, width: Width): string {
  const { longest, ticks, ...margins } = layouts[width];
  const rows = groups.flatMap(({ heading, bars }, g) => [
    ...(heading === undefined ? [] : [{ id: `${g}`, heading }]),
    ...bars.map((bar, i) => ({ id: `${g} ${i}`, ...bar })),
  ]);
  const bars = rows.filter((row) => 'text' in row);
  const printed = bars.flatMap((row) => (row.value === undefined ? [] : { ...row, value: row.value }));
  const ranges = printed.filter(({ low }) => low !== undefined);
  const left = -margins.marginLeft;
  const y = 'id';
  const options: Plot.PlotOptions = {
    ...margins,
    height: rows.length * rowHeight + 30,
    marginTop: 4,
    marginBottom: 26,
    x: { domain: [0, mostOf(printed)] },
    y: { type: 'band', domain: rows.map(({ id }) => id), axis: null, padding: 0.25 },
    marks: [
      Plot.gridX({ ticks, className: 'grid' }),
      Plot.axisX({ ticks, tickSize: 0, label: null, tickFormat: (share: number) => shareLabel(share) }),
      Plot.barX(
        printed.filter(({ low }) => low === undefined),
        { x: 'value', y, className: 'bars' },
      ),
      Plot.ruleY(ranges, { x1: 'low', x2: 'high', y, className: 'ranges' }),
      Plot.dot(ranges, { x: 'value', y, r: 5, symbol: 'circle', className: 'dot-first' }),
      Plot.text(bars, {
        y,
        text: ({ label }) => cut(label, longest),
        ...{ frameAnchor: 'left', dx: left, textAnchor: 'start', className: 'labels' },
      }),
      Plot.text(bars, { y, text: 'text', frameAnchor: 'right', dx: 10, textAnchor: 'start', className: 'labels' }),
      Plot.text(
        rows.filter((row) => 'heading' in row),
        { y, text: 'heading', frameAnchor: 'left', dx: left, textAnchor: 'start', className: 'headings' },
      ),
    ],
  };
  return svgOf(options, name, width);
}

/** The scale ends at the next tenth above all that is drawn. */
function mostOf(printed: readonly { readonly value: number; readonly high?: number }[]): number {
  const most = Math.max(0.1, ...printed.map(({ value, high }) => Math.max(value, high ?? 0)));
  return Math.min(1, Math.ceil(most * 10) / 10);
}
