/**
 * Why a contact of this person is left out of a count. Closed list: the wire's
 * `notCounted[].reason`, documented in docs/detectors.md.
 */
export const exclusionReasons = {
  'entered-in-error': 'the record says that it was entered in error',
  cancelled: 'it was cancelled',
  'left-before-seen': 'the person left before they were seen',
  planned: 'it has not taken place yet',
  'not-finished': 'it began less than 24 hours ago and is not finished',
  'not-a-visit': 'a letter, message, third-party or administrative entry',
  'not-ambulatory': 'an emergency, hospital or other stay outside the practice’s consultations',
  'part-of-another': 'part of another visit of this person, which counts',
  'planned-series': 'one of a planned series, such as vaccinations or antenatal visits',
  'group-visit': 'a visit of a group',
  elsewhere: 'it took place at another organisation',
  undated: 'its day is not recorded',
  'clinician-not-recorded': 'nobody, or only a name, is recorded as having seen the person',
  'clinician-unread': 'the clinician’s role could not be read',
  'not-a-clinician': 'the one recorded is not a consulting clinician',
  'not-a-gp': 'seen by another member of the team',
  'same-day': 'a second entry for the same clinician and day',
  'same-episode': 'a later urgent visit of one episode, which counts once',
  'not-face-to-face': 'not face to face, where the numbers are of face-to-face visits',
} as const;
export type NotCountedReason = keyof typeof exclusionReasons;

/** Restricted contacts are left out without being listed, which would reveal them. */
export type ExclusionReason = NotCountedReason | 'restricted';
