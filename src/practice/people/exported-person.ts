import type { Places } from '../../fhir/export-reader.ts';
import type { Reading } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { Consulted } from './consulted.ts';

/** One person of an export, mapped once, as of the last day of the command. */
export interface ExportedPerson {
  /** `Patient/<id>` */
  readonly reference: string;
  /** Parts that the command did not ask for are unread, and so are relatives and children, who are other people. */
  readonly reading: Reading;
  /** On the last day, by nobody, without a visit. */
  readonly opening: Opening;
  /** Where 'here' is for this person. */
  readonly places: Places;
  /** When the clinicians of the record saw anyone, where the command needs to know; else nothing is known. */
  readonly consulted: Consulted;
}
