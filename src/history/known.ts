/**
 * Why something is unread. `incomplete`: some page or entry of it did not come; `malformed`: it is named by an id that
 * nothing can be read by; `unsupported-version`: it is of a version of FHIR that is not read; `another-person`: what came
 * in its place is another person's.
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

/** What was read of a part, or of one clinician's activity: all of it, or nothing that absence may be concluded from. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: UnreadReason };
