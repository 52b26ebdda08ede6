import { continuityFell } from './continuity/continuity-fell.ts';
import { continuityLow } from './continuity/continuity-low.ts';
import { repeatedGoodbyes } from './departures/repeated-goodbyes.ts';
import { traineeChangeover } from './departures/trainee-changeover.ts';
import { usualClinicianAway } from './departures/usual-clinician-away.ts';
import { usualClinicianLeaving } from './departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from './departures/usual-clinician-left.ts';
import type { Detector } from './detector.ts';
import { firstMeeting } from './meetings/first-meeting.ts';
import { knownTeam } from './meetings/known-team.ts';

/** THE LIST, in the catalogue's order. */
export const detectors: readonly Detector[] = [
  usualClinicianLeft,
  usualClinicianAway,
  usualClinicianLeaving,
  traineeChangeover,
  repeatedGoodbyes,
  continuityFell,
  continuityLow,
  firstMeeting,
  knownTeam,
];
