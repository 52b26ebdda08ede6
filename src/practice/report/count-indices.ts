import type { RelationalHistory } from '../../history/history.ts';
import { type Indices, indices } from '../../history/indices.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, type Visits, visits } from '../../history/visits.ts';
import { add, type CountKey, type Counts } from '../counts.ts';
import type { AgeBand, ConditionBand } from './bands.ts';
import { teamShare } from './team-share.ts';
import type { Window } from './window.ts';

/** Which visits a measure looks at: those with GPs, of them those face to face, or those with anyone of the team. */
export const visitKinds = ['gp', 'face', 'team'] as const;
export type VisitKind = (typeof visitKinds)[number];

/** Why an index is there or not. */
export const computability = ['computed', 'one-visit', 'no-visit', 'nameless'] as const;

/** The indices that are reported. */
export const measures = ['upc', 'coc', 'secon', 'mmci'] as const satisfies readonly (keyof Indices)[];
export type Measure = (typeof measures)[number];

/** Where somebody belongs. */
export interface Belongs {
  readonly practice: string;
  readonly list: string;
  readonly age: AgeBand;
  readonly conditions: ConditionBand;
}

export interface Visited {
  readonly history: Pick<RelationalHistory, 'contacts' | 'clinicians'> & Partial<Pick<RelationalHistory, 'teams'>>;
  readonly opening: Opening;
  readonly gp: Visits;
  readonly window: Window;
}

/** Values are counted as parts per million, so that sums are exact in any order. */
export const millionth = 1e6;

/** Counts a person's indices over all months: for everyone, and UPC by list, age and long-term conditions. */
export function countIndices({ history, opening, gp, window }: Visited, belongs: Belongs, counts: Counts): void {
  const { practice, list, age, conditions } = belongs;
  const value = (key: CountKey, share: number | null) => {
    if (share !== null) add(counts, [...key, Math.round(share * millionth)]);
  };
  const face = gp.counted.filter(({ setting }) => setting !== 'remote');
  for (const [kind, seen] of [
    ['gp', gp.counted],
    ['face', face],
  ] as const) {
    if (!addComputability(kind, seen, gp.attributable, practice, counts)) continue;
    const found = indices(seen.map(({ clinician }) => clinician));
    for (const measure of measures) value(['index', practice, kind, measure, 'all'], found[measure]);
    if (kind === 'face') continue;
    value(['index', practice, kind, 'upc', 'list', list], found.upc);
    value(['index', practice, kind, 'coc', 'list', list], found.coc);
    value(['index', practice, kind, 'upc', 'group', age, conditions], found.upc);
  }
  const team = visits(history, window, opening.now, 'all');
  if (addComputability('team', team.counted, team.attributable, practice, counts)) {
    const clinicians = team.counted.map(({ clinician }) => clinician);
    value(['index', practice, 'team', 'upc', 'all'], teamShare(clinicians, history.teams ?? [], window.to - 1));
  }
}

/** Counts whether an index can be computed, and answers it: of a single visit every share would be all or nothing. */
function addComputability(
  kind: VisitKind,
  seen: readonly Visit[],
  attributable: boolean,
  practice: string,
  counts: Counts,
): boolean {
  const most = seen.length > 1 ? 'computed' : seen.length === 1 ? 'one-visit' : 'no-visit';
  const state: (typeof computability)[number] = attributable ? most : 'nameless';
  add(counts, ['computability', practice, kind, state]);
  return state === 'computed';
}
