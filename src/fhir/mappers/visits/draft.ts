import type { Contact } from '../../../history/history.ts';
import type { Fields } from '../../json.ts';
import type { Owned } from '../../record/record.ts';

/** A contact before it is known where 'here' is: until then `here` is false. */
export interface Draft {
  readonly encounter: Owned;
  readonly provider: Fields | undefined;
  /** The role that was not read, where only that says who saw the person. */
  readonly unreadRole: string | undefined;
  readonly contact: Omit<Contact, 'here'> & { here: boolean };
}
