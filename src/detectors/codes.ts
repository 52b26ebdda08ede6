/**
 * Every detection's code in the order in which one card is chosen over another. The code is the card's `source.topic`, the detector's file name and the key of its wording.
 */
export const codes = [
  'shared-signature',
  'left-before-seen',
  'bereavement',
  'pregnancy-loss',
  'usual-clinician-leaving',
  'usual-clinician-left',
  'trainee-changeover',
  'medicine-not-collected',
  'illness-signature',
  'life-changing-diagnosis',
  'serious-injury',
  'palliative-care',
  'anniversary',
  'abrupt-move',
  'first-meeting',
  'quiet-pattern',
  'missed-appointments',
  'gone-quiet',
  'booking-after-leaving',
  'booking-elsewhere',
  'next-contact',
  'write-signature',
  'persistent-symptoms',
  'uneven-contact',
  'many-contacts',
  'late-presentation',
  'emergency-first',
  'unanswered-invitations',
  'continuity-fell',
  'continuity-low',
  'known-team',
  'usual-clinician-away',
  'repeated-goodbyes',
  'child-in-hospital',
  'reflection-invitation',
  'own-caseload',
] as const;

export type Code = (typeof codes)[number];

/** Off until a site turns them on. */
export const offByDefault: readonly Code[] = ['child-in-hospital', 'reflection-invitation', 'own-caseload'];
