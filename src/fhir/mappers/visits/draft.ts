import type { Contact } from '../../../history/history.ts';
import type { JsonObject } from '../../json.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** A contact before it is known where 'here' is: until then `here` is false. */
export interface UnresolvedContact {
  readonly encounter: IdentifiedResource;
  readonly provider: JsonObject | undefined;
  /** The role that was not read, where only that says who saw the person. */
  readonly unreadRole: string | undefined;
  readonly contact: Omit<Contact, 'here'> & { here: boolean };
}
