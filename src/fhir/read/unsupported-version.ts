import type { Part, UnreadReason } from '../../history/history.ts';
import type { Sources } from '../mappers/index.ts';

/**
 * What came, where it is of a version of FHIR that is not read: its elements would look empty, so every part of it is
 * unread for that reason. The site's own list of staff is read all the same.
 */
export function asUnsupported(read: Sources, parts: readonly Part[]): Sources {
  const ofServer = parts.filter((part) => part !== 'roles' || read.staff !== 'directory');
  const why = (part: Part): [Part, UnreadReason] => [part, 'unsupported-version'];
  return { ...read, patient: undefined, unread: new Map([...read.unread, ...ofServer.map(why), why('person')]) };
}
