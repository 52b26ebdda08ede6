import type { Reading } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** What a record says, in the terms of the history. */
export interface MappedRecord {
  readonly reading: Reading;
  readonly opening: Opening;
  /** Nothing says that resources of R4 would not be understood where the record came from. */
  readonly acceptsR4: boolean;
  /** What could not be used, by reason. */
  readonly tally: Map<string, number>;
}
