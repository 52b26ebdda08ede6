import type { ClinicianKey } from '../../history/history.ts';
import type { People } from './people.ts';

/** A number as a site writes it. */
interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** The site's own lists of clinicians, by numbers of theirs. */
export interface ListedClinicians {
  /** Asked for a card when someone moves away from them (`OPTED_IN`). */
  readonly optedIn: readonly Identifier[];
  /** Have died, are suspended or under inquiry (`NOT_NAMED`). */
  readonly notNamed: readonly Identifier[];
}

export const nobodyListed: ListedClinicians = { optedIn: [], notNamed: [] };

/** Who these numbers mean, once the records of each person are joined; a number that several people hold means nobody. */
export function listedKeys(listed: readonly Identifier[], people: People): ReadonlySet<ClinicianKey> {
  return new Set(listed.flatMap((identifier) => people.identify({ type: 'Practitioner', identifier }, {})?.key ?? []));
}
