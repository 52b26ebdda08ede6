import { type Counts, countsOf } from '../../counts.ts';
import type { Distribution } from './distribution.ts';

/** The counts of one practice. */
export interface Counted {
  /** How many of a kind, summed over whatever the key leaves open at its end. */
  count(kind: string, ...of: readonly string[]): number;
  /** What follows a key, each once, in the order of its text. */
  next(kind: string, ...of: readonly string[]): readonly string[];
  /** The values of an index; what the key leaves open at its end is taken together. */
  distribution(...of: readonly string[]): Distribution;
}

/** Every kind of count, with its practice second in the key. */
const kinds = ['people', 'list', 'month', 'with', 'nameless', 'computability', 'index', 'length', 'departed'];

/** The counts by practice: sums of all beginnings of each key, so that each is looked up and never searched. */
export function countedByPractice(counts: Counts): ReadonlyMap<string, Counted> {
  const rows = kinds.flatMap((kind) =>
    countsOf(counts, kind).map(({ of: [practice, ...of], count }) => ({
      practice: String(practice),
      of: [kind, ...of],
      count,
    })),
  );
  const byPractice = [...Map.groupBy(rows, ({ practice }) => practice)];
  return new Map(byPractice.map(([practice, own]) => [practice, counted(own)]));
}

interface Row {
  readonly of: readonly (string | number)[];
  readonly count: number;
}

function counted(rows: readonly Row[]): Counted {
  const sums = new Map<string, number>();
  const following = new Map<string, Set<string>>();
  const values = new Map<string, Map<number, number>>();
  for (const { of, count } of rows)
    for (let length = 1; length <= of.length; length += 1) {
      const key = JSON.stringify(of.slice(0, length));
      sums.set(key, (sums.get(key) ?? 0) + count);
      if (length === of.length) continue;
      const next = following.get(key) ?? new Set();
      following.set(key, next.add(String(of[length])));
      if (of[0] !== 'index') continue;
      const histogram = values.get(key) ?? new Map<number, number>();
      const value = Number(of.at(-1));
      values.set(key, histogram.set(value, (histogram.get(value) ?? 0) + count));
    }
  return {
    count: (...of) => sums.get(JSON.stringify(of)) ?? 0,
    next: (...of) => [...(following.get(JSON.stringify(of)) ?? [])].sort(),
    distribution: (...of) => [...(values.get(JSON.stringify(['index', ...of])) ?? [])],
  };
}
