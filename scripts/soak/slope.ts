/** A measurement `y` at time or count `x`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Least-squares slope, in units of `y` per unit of `x`; 0 if all points have the same `x`. */
export function slopeOf(points: readonly Point[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [x, y] = [mean(points.map((it) => it.x)), mean(points.map((it) => it.y))];
  const spread = points.reduce((sum, it) => sum + (it.x - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, it) => sum + (it.x - x) * (it.y - y), 0) / spread;
}
