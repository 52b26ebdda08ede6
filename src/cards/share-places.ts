import { byPlace, type Choice, type Chosen } from './choose.ts';

/**
 * What of a choice has a place among the first `places` cards, if those of another choice come between them in the order of
 * cards; the rest is held back as over the limit. Both were chosen without a limit.
 */
export function sharePlaces({ shown, held }: Choice, others: readonly Chosen[], places: number): Choice {
  const first = [...shown, ...others].sort((a, b) => byPlace(a.finding, b.finding)).slice(0, places);
  const over = shown.filter((one) => !first.includes(one));
  return {
    shown: shown.filter((one) => first.includes(one)),
    held: [...held, ...over.map(({ finding: { code } }) => ({ code, why: 'over-limit' as const }))],
  };
}
