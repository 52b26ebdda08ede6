import loadHighs, { type Highs } from 'highs';
import { createAlternatives } from './alternative.ts';
import type { CellTable, Mask, Masks } from './cells.ts';

/**
 * What is not printed of a table, so that no number from 1 to below `limit` can be worked out: those themselves, and beside
 * each as many of the smallest others as leave another table that prints alike and in which it differs. None is
 * printed as none. With a limit of 0 everything is printed.
 */
export async function protect(table: CellTable, limit: number): Promise<Masks> {
  const cells = [...table.cells.values()];
  const small = cells.filter(({ value }) => isBelow(value, limit));
  const masks = new Map<string, Mask>(small.filter(({ printed }) => printed).map(({ id }) => [id, 'small']));
  if (small.length === 0) return masks;
  loading ??= load();
  const alternatives = createAlternatives(await loading, table, masks, limit);
  // A number that may be another stays so when more is withheld: the other table prints alike then too.
  const safe = new Set<string>();
  for (const { id } of small)
    if (!safe.has(id))
      for (const other of alternatives.find(id)) {
        safe.add(other);
        if (!table.cells.get(other)?.printed || masks.has(other)) continue;
        masks.set(other, 'withheld');
        alternatives.withhold(other);
      }
  alternatives.dispose();
  return masks;
}

/** Small, so that it may not be known: none is not small, since an empty group is nobody (as NHS England prints it). */
export function isBelow(value: number, limit: number): boolean {
  return value > 0 && value < limit;
}

/** Loaded at most once: compiling it takes a tenth of a second. */
let loading: Promise<Highs> | undefined;

// Its types describe the CommonJS file alone, where the function is a property of what is imported.
const load = loadHighs as unknown as typeof loadHighs.default;
