import { continuityFell } from './continuity/continuity-fell.ts';
import { continuityLow } from './continuity/continuity-low.ts';
import type { Detector } from './detector.ts';
import { firstMeeting } from './meetings/first-meeting.ts';
import { knownTeam } from './meetings/known-team.ts';

/** THE LIST, in the catalogue's order. */
export const detectors: readonly Detector[] = [continuityFell, continuityLow, firstMeeting, knownTeam];
