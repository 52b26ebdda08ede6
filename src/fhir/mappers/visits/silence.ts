import type { Day } from '../../../history/calendar.ts';
import type { Contact } from '../../../history/history.ts';
import { seenBefore } from '../../../history/last-seen.ts';
import { leastSilence } from '../../../history/silence-weeks.ts';
import type { OpeningContext } from '../../record/sources.ts';

/** A time without any contact. */
interface Silent {
  /** Day of the last contact, of any kind and anywhere. */
  readonly since: Day;
  /** Where the last contact here took place, as it is recorded there. */
  readonly provider: string | undefined;
}

/** How long the person has not been seen, if that is long. */
export function silence(contacts: readonly Contact[], { asOf, encounterId }: OpeningContext): Silent | undefined {
  const { contacts: earlier, last } = seenBefore(contacts, asOf, encounterId && `Encounter/${encounterId}`);
  if (last < 0 || asOf - last < leastSilence) return undefined;
  return { since: last, provider: earlier.findLast(({ here }) => here)?.organisation };
}
