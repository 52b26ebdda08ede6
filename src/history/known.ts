/**
 * Why something is unread. `incomplete`: a page or entry is missing; `malformed`: its id is not a valid one;
 * `unsupported-version`: its FHIR version is not supported; `another-person`: the server returned another person's data.
 */
export type UnreadReason =
  | 'not-available'
  | 'incomplete'
  | 'malformed'
  | 'refused'
  | 'timeout'
  | 'error'
  | 'unsupported-version'
  | 'another-person';

/** A part of history, or one clinician's activity: complete, or unread. Absence may be concluded only from complete data. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: UnreadReason };
