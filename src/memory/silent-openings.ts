import type { OpeningRecord } from '../store/store.ts';

/** Gives of an opening what was silent in it, as an opening that showed this; always the same one. Undefined if nothing was. */
export function createSilentOpenings(): (opening: OpeningRecord) => OpeningRecord | undefined {
  const known = new WeakMap<OpeningRecord, OpeningRecord>();
  return (opening) => {
    if (opening.silent === undefined) return undefined;
    const silent = known.get(opening) ?? { ...opening, ...opening.silent };
    known.set(opening, silent);
    return silent;
  };
}
