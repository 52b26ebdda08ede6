import type { CentileGroup } from '../../../history/practice-centiles.ts';
import type { Context } from '../../record/context.ts';
import type { Places } from '../../record/places.ts';
import { numberOfKey } from '../../record/references.ts';
import { canonicalNumber } from '../../record/registers.ts';

/** The site's centiles for the home practice: those of the only practice, else of the one with an identifier of home. */
export function centilesOf({ centiles, record }: Context, { home }: Places): readonly CentileGroup[] | undefined {
  if (centiles === undefined || centiles.byPractice.length === 0) return centiles?.groups;
  if (home === undefined) return undefined;
  const organisation = record.shared('Organization').find(({ id }) => `Organization/${id}` === home);
  const own = organisation === undefined ? [numberOfKey(home)] : record.numbers.of(organisation);
  return centiles.byPractice.find(({ system, value }) => {
    const { register, number } = canonicalNumber(system, value);
    return own.some((one) => one?.register === register && one.number === number);
  })?.groups;
}
