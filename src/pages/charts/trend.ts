import { text } from '../html.ts';

const size = { width: 120, height: 24, margin: 3 };

/**
 * A line of values from left to right, as small as a word, that stands beside its numbers; a gap where one is not printed.
 * The scale begins at 0. Drawn by hand: a page has one for each detection, and a plot of the library takes hundreds of times as long.
 */
export function trend(values: readonly (number | undefined)[], label: string): string {
  const { width, height, margin } = size;
  const most = Math.max(1, ...values.filter((value) => value !== undefined));
  const step = (width - 2 * margin) / Math.max(1, values.length - 1);
  const points = values.map((value, i) => {
    if (value === undefined) return undefined;
    return { x: margin + i * step, y: height - margin - (value / most) * (height - 2 * margin) };
  });
  const lines = stretches(points).map((own) => `<polyline points="${own.map(({ x, y }) => at(x, y)).join(' ')}"/>`);
  const dots = points.flatMap((point) =>
    point === undefined ? [] : `<circle cx="${round(point.x)}" cy="${round(point.y)}" r="1.8"/>`,
  );
  const base = `<line x1="0" x2="${width}" y1="${height - 0.5}" y2="${height - 0.5}"/>`;
  return `<svg class="trend" viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(label)}">${base}${lines.join('')}${dots.join('')}</svg>`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points that follow each other without a gap. */
function stretches(points: readonly (Point | undefined)[]): readonly (readonly Point[])[] {
  const found: Point[][] = [[]];
  for (const point of points) {
    if (point === undefined) found.push([]);
    else found.at(-1)?.push(point);
  }
  return found.filter((own) => own.length > 1);
}

function at(x: number, y: number): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
