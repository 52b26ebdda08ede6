import { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type DateRange, type Day, type IsoDate, isoDay, lookBack, months } from '../../history/calendar.ts';
import { doubtfulSince } from '../../history/doubtful.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { hasLeft } from '../rupture/has-left.ts';
import { type Silence, silent } from '../silence.ts';
import { hadNoChoice, noChoice } from './choice.ts';
import { excludedAs, visitsExcept } from './exclusions.ts';
import { faceToFaceVisits } from './face-to-face.ts';
import { fallOf, noFall, type Periods, shareWith, splitAfter, whyNoFall } from './fall.ts';
import { isAtWork } from './staffing.ts';
import { oncePerEpisode } from './urgent-episodes.ts';

/** The usual clinician's share of the recent and of the earlier GP visits. */
export type ContinuityFell = {
  readonly clinician: NamedClinician;
  readonly you: boolean;
  readonly recentWith: number;
  readonly recentOf: number;
  /** Different GPs seen in the recent visits. */
  readonly recentClinicians: number;
  readonly beforeWith: number;
  readonly beforeOf: number;
  /** The day on which the earlier period ends. */
  readonly until: IsoDate;
  /** The numbers count face-to-face visits only. */
  readonly faceToFace: boolean;
};

const settings = z.object({
  recentMonths: z.int().min(1).max(12).default(12).describe('Months that count as recent'),
  earlierMonths: z.int().min(1).max(24).default(24).describe('Months before those, with which they are compared'),
  minRecentVisits: z.int().min(1).default(3).describe('Least GP visits in the recent period'),
  minEarlierVisits: z.int().min(1).default(5).describe('Least GP visits in the earlier period'),
  minFall: z.number().min(0).max(1).default(0.3).describe('Least fall of the usual clinician’s share of visits'),
  maxProbability: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('Greatest one-sided probability (Fisher’s exact test) that the fall is chance'),
  othersShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe('Share of the recent visits from which someone else is the usual clinician now'),
  activeWithinDays: z
    .int()
    .min(1)
    .default(42)
    .describe('Days within which the usual clinician must have seen someone here, where that can be read'),
  minGps: z.int().min(1).default(3).describe('Least GPs at the practice for continuity to be a choice'),
  episodeDays: z.int().min(0).default(21).describe('Days between urgent visits that make them one episode'),
  minFaceToFace: z
    .int()
    .min(1)
    .default(3)
    .describe('Least face-to-face visits in each period for these to be shown instead of all'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['contacts', 'roles', 'clinicians'],
  uses: ['registration', 'activity', 'person', 'bookings', 'conditions', 'observations', 'consultingWeeks'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'visits-name-nobody',
  'clinician-unread',
  'no-visits',
  ...noFall,
  'left-the-clinician',
  'perhaps-seen',
  'clinician-not-at-work',
  ...noChoice,
] as const;
type Result = Finding<'continuity-fell', ContinuityFell> | Silence<(typeof silences)[number]>;

/** B1: the share of the usual clinician, who still works here, has fallen. */
export const continuityFell = detector({
  code: 'continuity-fell',
  mark: 'B1',
  version: 1,
  audience: { children: true, careHomes: true, hospices: false, anyStaff: false },
  supersededBy: { codes: ['usual-clinician-left', 'usual-clinician-away'], sameClinician: false },
  ...parts,
  lookBackMonths: 36,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const turn = opening.asOf - months(thresholds.recentMonths);
    const { from, to } = lookBack(opening.asOf, thresholds.recentMonths + thresholds.earlierMonths);
    const within = (range: DateRange) => visits(history, range, opening.now, 'gp');
    const all = within({ from, to });
    const [earlier, recent] = [within({ from, to: turn + 1 }), within({ from: turn + 1, to })];
    if (!earlier.attributable || !recent.attributable) return silent('visits-name-nobody');
    // An unread clinician may be the usual one under another id.
    if (!allCliniciansRead(all, history)) return silent('clinician-unread');
    const { visits: counted, repeated } = oncePerEpisode(all.counted, thresholds.episodeDays);
    const periods = splitAfter(counted, turn);
    const usual = usualClinician(periods.earlier)?.clinician;
    if (usual === undefined) return silent('no-visits');
    const notFallen = whyNoFall(periods, usual, thresholds);
    if (notFallen !== undefined) return notFallen;
    if (hasLeft(usual, history, opening)) return silent('left-the-clinician');
    // "None of the recent visits was with them" cannot be claimed where a doubtful one may have been.
    const isNone = shareWith(usual, periods.recent).with === 0;
    if (isNone && doubtfulSince(history, turn, opening).length > 0) return silent('perhaps-seen');
    if (!isAtWork(usual, history, opening.asOf, thresholds.activeWithinDays)) return silent('clinician-not-at-work');
    const unchosen = hadNoChoice(history, opening.asOf, { all: counted, recent: periods.recent }, thresholds);
    if (unchosen !== undefined) return unchosen;
    const shown = shownOf(periods, usual, turn, thresholds);
    const numbers = [...shown.earlier, ...shown.recent];
    const remote = visitsExcept(counted, numbers);
    return {
      code: 'continuity-fell',
      facts: factsOf(history, opening, usual, shown, { turn, faceToFace: remote.length > 0 }),
      counted: numbers.map(({ reference }) => reference),
      notCounted: [
        ...all.notCounted,
        ...excludedAs(repeated, 'same-episode'),
        ...excludedAs(remote, 'not-face-to-face'),
      ],
      span: { from: numbers[0]?.day ?? from, to: numbers.at(-1)?.day ?? opening.asOf },
      number: numbers.length,
      unit: 'visits',
      changeKey: usual,
    };
  },
});

/** The face-to-face visits, where there are enough and they show the same fall; otherwise all. */
function shownOf(periods: Periods, usual: ClinicianKey, turn: Day, thresholds: Thresholds): Periods {
  const seen = faceToFaceVisits([...periods.earlier, ...periods.recent]);
  if (seen === undefined) return periods;
  const { earlier, recent } = splitAfter(seen, turn);
  if (Math.min(earlier.length, recent.length) < thresholds.minFaceToFace) return periods;
  const showsSame = fallOf(shareWith(usual, earlier), shareWith(usual, recent)) >= thresholds.minFall;
  return showsSame ? { earlier, recent } : periods;
}

function factsOf(
  history: History,
  opening: Opening,
  usual: ClinicianKey,
  { earlier, recent }: Periods,
  { turn, faceToFace }: { readonly turn: Day; readonly faceToFace: boolean },
): ContinuityFell {
  const [before, now] = [shareWith(usual, earlier), shareWith(usual, recent)];
  return {
    clinician: toNamedClinician(history, usual),
    you: isUser(opening, usual),
    recentWith: now.with,
    recentOf: now.of,
    recentClinicians: new Set(recent.map(({ clinician }) => clinician)).size,
    beforeWith: before.with,
    beforeOf: before.of,
    until: isoDay(turn),
    faceToFace,
  };
}
