import type { Reading } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { Places } from '../record/places.ts';
import type { Consulting } from './visits/moved-from.ts';

/** What a record says, in the terms of the history. */
export interface MappedRecord {
  readonly reading: Reading;
  readonly opening: Opening;
  /** Where 'here' is. */
  readonly places: Places;
  /** Weeks whose importance shows only now that everyone's roles are known, and that were not read. */
  readonly weeksToRead: readonly Consulting[];
  /** Nothing says that resources of R4 would not be understood where the record came from. */
  readonly acceptsR4: boolean;
  /** What could not be used, by reason. */
  readonly tally: Map<string, number>;
}
