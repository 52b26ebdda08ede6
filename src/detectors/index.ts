import { continuityFell } from './continuity/continuity-fell.ts';
import { continuityLow } from './continuity/continuity-low.ts';
import { repeatedGoodbyes } from './departures/repeated-goodbyes.ts';
import { traineeChangeover } from './departures/trainee-changeover.ts';
import { usualClinicianAway } from './departures/usual-clinician-away.ts';
import { usualClinicianLeaving } from './departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from './departures/usual-clinician-left.ts';
import type { Detector } from './detector.ts';
import { bookingAfterLeaving } from './keeping/booking-after-leaving.ts';
import { bookingElsewhere } from './keeping/booking-elsewhere.ts';
import { nextContact } from './keeping/next-contact.ts';
import { writeSignature } from './keeping/write-signature.ts';
import { firstMeeting } from './meetings/first-meeting.ts';
import { knownTeam } from './meetings/known-team.ts';
import { emergencyFirst } from './quiet/emergency-first.ts';
import { goneQuiet } from './quiet/gone-quiet.ts';
import { latePresentation } from './quiet/late-presentation.ts';
import { medicineNotCollected } from './quiet/medicine-not-collected.ts';
import { missedAppointments } from './quiet/missed-appointments.ts';
import { quietPattern } from './quiet/quiet-pattern.ts';
import { unansweredInvitations } from './quiet/unanswered-invitations.ts';
import { illnessSignature } from './signature/illness-signature.ts';
import { sharedSignature } from './signature/shared-signature.ts';
import { persistentSymptoms } from './symptoms/persistent-symptoms.ts';

/** THE LIST, in the catalogue's order, but that none stands before one that it rests on. */
export const detectors: readonly Detector[] = [
  usualClinicianLeft,
  usualClinicianAway,
  usualClinicianLeaving,
  traineeChangeover,
  repeatedGoodbyes,
  continuityFell,
  firstMeeting,
  knownTeam,
  latePresentation,
  emergencyFirst,
  goneQuiet,
  unansweredInvitations,
  missedAppointments,
  medicineNotCollected,
  quietPattern,
  illnessSignature,
  sharedSignature,
  persistentSymptoms,
  continuityLow,
  bookingElsewhere,
  bookingAfterLeaving,
  nextContact,
  writeSignature,
];
