/** Resources that one source may give to one call: a search with its pages and what they include, or a prefetched Bundle. */
export const maxOfSource = 20_000;

/** Resources that one call takes in from all its sources. */
const maxInAll = 50_000;

/** How many resources one call may still take in, so that its work is bounded whatever it is sent (CWE-770). */
export interface ResourceBudget {
  /** Whether one more resource of this source fits; one that does not is left out, and counted. */
  take(source: string): boolean;
  /** Counts resources of this source that were left out before they came here. */
  leaveOut(source: string, count: number): void;
  /** Whether anything of this source was left out: what is there is then not all there is. */
  isOver(source: string): boolean;
  /** How many were left out, of all sources. */
  leftOut(): number;
}

/** A new call's budget. */
export function createResourceBudget(limits = { ofSource: maxOfSource, inAll: maxInAll }): ResourceBudget {
  const taken = new Map<string, number>();
  const over = new Set<string>();
  let [takenInAll, leftOut] = [0, 0];
  const leaveOut = (source: string, count: number) => {
    if (count <= 0) return;
    over.add(source);
    leftOut += count;
  };
  return {
    take: (source) => {
      const before = taken.get(source) ?? 0;
      const fits = before < limits.ofSource && takenInAll < limits.inAll;
      if (fits) {
        taken.set(source, before + 1);
        takenInAll += 1;
      } else leaveOut(source, 1);
      return fits;
    },
    leaveOut,
    isOver: (source) => over.has(source),
    leftOut: () => leftOut,
  };
}
