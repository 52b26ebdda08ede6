import { continuityFell } from './continuity/continuity-fell.ts';
import { continuityLow } from './continuity/continuity-low.ts';
import { repeatedGoodbyes } from './departures/repeated-goodbyes.ts';
import { traineeChangeover } from './departures/trainee-changeover.ts';
import { usualClinicianAway } from './departures/usual-clinician-away.ts';
import { usualClinicianLeaving } from './departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from './departures/usual-clinician-left.ts';
import type { Detector, Finding } from './detector.ts';
import { emergencyFirst } from './engagement/emergency-first.ts';
import { goneQuiet } from './engagement/gone-quiet.ts';
import { latePresentation } from './engagement/late-presentation.ts';
import { medicineNotCollected } from './engagement/medicine-not-collected.ts';
import { missedAppointments } from './engagement/missed-appointments.ts';
import { quietPattern } from './engagement/quiet-pattern.ts';
import { unansweredInvitations } from './engagement/unanswered-invitations.ts';
import { firstMeeting } from './familiarity/first-meeting.ts';
import { knownTeam } from './familiarity/known-team.ts';
import { anniversary } from './losses/anniversary.ts';
import { bereavement } from './losses/bereavement.ts';
import { childInHospital } from './losses/child-in-hospital.ts';
import { lifeChangingDiagnosis } from './losses/life-changing-diagnosis.ts';
import { palliativeCare } from './losses/palliative-care.ts';
import { pregnancyLoss } from './losses/pregnancy-loss.ts';
import { seriousInjury } from './losses/serious-injury.ts';
import { manyContacts } from './patterns/many-contacts.ts';
import { unevenContact } from './patterns/uneven-contact.ts';
import { abruptMove } from './rupture/abrupt-move.ts';
import { leftBeforeSeen } from './rupture/left-before-seen.ts';
import { promiseOpen } from './rupture/promise-open.ts';
import { bookingAfterLeaving } from './scheduling/booking-after-leaving.ts';
import { bookingElsewhere } from './scheduling/booking-elsewhere.ts';
import { nextContact } from './scheduling/next-contact.ts';
import { illnessSignature } from './signature/illness-signature.ts';
import { sharedSignature } from './signature/shared-signature.ts';
import { writeSignature } from './signature/write-signature.ts';
import type { ConfidentialReason, NotAsked } from './silence.ts';
import { persistentSymptoms } from './symptoms/persistent-symptoms.ts';

/**
 * The catalogue, in the order of precedence between cards. A code alone is a detection that is not built yet.
 */
const catalogue = [
  sharedSignature,
  leftBeforeSeen,
  promiseOpen,
  bereavement,
  pregnancyLoss,
  usualClinicianLeaving,
  usualClinicianLeft,
  traineeChangeover,
  medicineNotCollected,
  illnessSignature,
  lifeChangingDiagnosis,
  seriousInjury,
  palliativeCare,
  anniversary,
  abruptMove,
  firstMeeting,
  quietPattern,
  missedAppointments,
  goneQuiet,
  bookingAfterLeaving,
  bookingElsewhere,
  nextContact,
  writeSignature,
  persistentSymptoms,
  unevenContact,
  manyContacts,
  latePresentation,
  emergencyFirst,
  unansweredInvitations,
  continuityFell,
  continuityLow,
  knownTeam,
  usualClinicianAway,
  repeatedGoodbyes,
  childInHospital,
  'reflection-invitation',
  'own-caseload',
] as const;

type Built = Exclude<(typeof catalogue)[number], string>;

/** A detection's code. */
export type Code = Built['code'];

/** The facts of every detection, by its code. */
export type FactsOf = {
  readonly [D in Built as D['code']]: Extract<ReturnType<D['detect']>, { readonly facts: object }>['facts'];
};

/** Every reason for silence that may be given: those of the catalogue's detections, and that of not being asked. */
export type SilenceReason = Exclude<Built['silences'][number], ConfidentialReason> | NotAsked;

/** A finding of any detection, discriminated by its code. */
export type AnyFinding = { readonly [C in Code]: Finding<C, FactsOf[C]> }[Code];

/** The detections that are built, in the catalogue's order. */
export const detectors: readonly (Detector & { readonly code: Code })[] = catalogue.filter(
  (entry) => typeof entry !== 'string',
);

/** Their codes in that order. */
export const codes: readonly Code[] = detectors.map(({ code }) => code);

/** Lines of the user's own page: never a card on a chart, which the person may read, and off until a site turns them on. */
export const ownPageDetections = [
  { code: 'reflection-invitation', mark: 'J1' },
  { code: 'own-caseload', mark: 'J2' },
] as const;

/** The code of one of these. */
export type OwnPageCode = (typeof ownPageDetections)[number]['code'];

/** The codes that a site may turn on and off, including those of detections that are not built yet. */
export const catalogueCodes: readonly string[] = catalogue.map((entry) =>
  typeof entry === 'string' ? entry : entry.code,
);
