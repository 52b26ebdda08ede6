import { continuityFell } from './continuity/continuity-fell.ts';
import { continuityLow } from './continuity/continuity-low.ts';
import { repeatedGoodbyes } from './departures/repeated-goodbyes.ts';
import { traineeChangeover } from './departures/trainee-changeover.ts';
import { usualClinicianAway } from './departures/usual-clinician-away.ts';
import { usualClinicianLeaving } from './departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from './departures/usual-clinician-left.ts';
import type { Detector } from './detector.ts';
import { emergencyFirst } from './engagement/emergency-first.ts';
import { goneQuiet } from './engagement/gone-quiet.ts';
import { latePresentation } from './engagement/late-presentation.ts';
import { medicineNotCollected } from './engagement/medicine-not-collected.ts';
import { missedAppointments } from './engagement/missed-appointments.ts';
import { quietPattern } from './engagement/quiet-pattern.ts';
import { unansweredInvitations } from './engagement/unanswered-invitations.ts';
import { firstMeeting } from './familiarity/first-meeting.ts';
import { knownTeam } from './familiarity/known-team.ts';
import { bookingAfterLeaving } from './scheduling/booking-after-leaving.ts';
import { bookingElsewhere } from './scheduling/booking-elsewhere.ts';
import { nextContact } from './scheduling/next-contact.ts';
import { illnessSignature } from './signature/illness-signature.ts';
import { sharedSignature } from './signature/shared-signature.ts';
import { writeSignature } from './signature/write-signature.ts';
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
