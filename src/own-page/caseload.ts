import { detectors } from '../detectors/index.ts';
import type { OwnCard } from '../store/store.ts';

/** Kinds of cards that are counted for their reader, by the catalogue's marks: of H and E every one of the family. */
export const caseloadGroups = ['A1', 'A3', 'C1', 'E', 'H'] as const;
export type CaseloadGroup = (typeof caseloadGroups)[number];

/** Days in which a user's cards are counted. */
export const caseloadDays = 30;

const groupByCode = new Map(
  detectors.flatMap(({ code, mark }) => groupOf(mark).map((group) => [code as string, group])),
);

function groupOf(mark: string): CaseloadGroup[] {
  return caseloadGroups.filter((group) => mark === group || mark.replace(/\d+$/, '') === group);
}

/** How many of these cards are of each kind (J2); cards of other kinds are not counted. */
export function caseload(cards: readonly OwnCard[]): ReadonlyMap<CaseloadGroup, number> {
  const counts = new Map<CaseloadGroup, number>(caseloadGroups.map((group) => [group, 0]));
  for (const { code } of cards) {
    const group = groupByCode.get(code);
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
