import type { Places } from '../../fhir/export-reader.ts';
import type { Reading } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** One person of an export, mapped once, as of the last day of the command. */
export interface ExportedPerson {
  /** `Patient/<id>` */
  readonly reference: string;
  /**
   * Parts that the command did not ask for are unread, and so are relatives and children, who are other people. `activity` and
   * `consultingWeeks` hold every clinician of the record where the command needs to know who consulted when.
   */
  readonly reading: Reading;
  /** On the last day, by nobody, without a visit. */
  readonly opening: Opening;
  /** Where 'here' is for this person. */
  readonly places: Places;
}
