import type { CodeSets } from '../code-sets.ts';
import type { At, Sources } from './sources.ts';

/** References that the record names and that were not read, as `Type/id`, for the second round. */
export interface Named {
  readonly practitioners: readonly string[];
  readonly practitionerRoles: readonly string[];
  /** `system|value` of conditional references and logical ones. */
  readonly conditionalIdentifiers: readonly string[];
  readonly organizations: readonly string[];
  readonly locations: readonly string[];
  /** Home practice, `Organization/id` or `Organization?identifier=system|value`. */
  readonly home: string | undefined;
  /** References of up to three most-seen persons of 36 months, read or not, most seen first. */
  readonly mostSeen: readonly (readonly string[])[];
}

/** What a first round found that a second round should read. */
export function namedInHistory(_sources: Sources, _at: At, _codeSets: CodeSets): Named {
  return {
    practitioners: [],
    practitionerRoles: [],
    conditionalIdentifiers: [],
    organizations: [],
    locations: [],
    home: undefined,
    mostSeen: [],
  };
}
