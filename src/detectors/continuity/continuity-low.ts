import { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { lookBack } from '../../history/calendar.ts';
import { doubtfulSince } from '../../history/doubtful.ts';
import { profession } from '../../history/employment.ts';
import type { ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, relationship, type UsualClinician, usualClinician } from '../../history/usual-clinician.ts';
import type { Visit } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { hadNoChoice, noChoice } from './choice.ts';
import { type ContinuityNeed, type ContinuityNeeds, needSettings, needsOf } from './continuity-needs.ts';
import { countedGpVisits } from './counted-gp-visits.ts';
import { excludedAs, visitsExcept } from './exclusions.ts';
import { faceToFaceVisits } from './face-to-face.ts';
import { hasLostUsualClinician } from './lost-usual-clinician.ts';
import { isGoneOrAway } from './staffing.ts';

/** `with` of the last `of` GP visits were with the named clinician, else with the one seen most. */
export type ContinuityLow = {
  /** The clinician whom the record names as the person's own, if any. */
  readonly clinician?: NamedClinician;
  readonly you: boolean;
  readonly with: number;
  readonly of: number;
  readonly percent: number;
  /** Different GPs seen in these visits. */
  readonly clinicians: number;
  readonly reasons: readonly ContinuityNeed[];
  /** How many long-term conditions, where that is a reason. */
  readonly conditions?: number;
  readonly faceToFace: boolean;
};

const settings = needSettings.extend({
  months: z.int().min(1).max(24).default(24).describe('Months over which the visits are counted'),
  busyMonths: z.int().min(1).max(24).default(12).describe('Months that suffice for someone with many visits'),
  busyVisits: z.int().min(1).default(10).describe('GP visits within those from which only they are counted'),
  minVisits: z.int().min(2).default(5).describe('Least GP visits'),
  lowBelow: z.number().min(0).max(1).default(0.4).describe('Share of visits below which continuity is low'),
  practiceLowerQuartile: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'The practice’s own lower quartile of the usual clinician’s share; where set, the share must be below it too',
    ),
  minGps: z.int().min(1).default(3).describe('Least GPs at the practice for continuity to be a choice'),
  episodeDays: z.int().min(0).default(21).describe('Days between urgent visits that make them one episode'),
  minFaceToFace: z.int().min(1).default(3).describe('Least face-to-face visits for these to be shown instead of all'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['person', 'contacts', 'clinicians'],
  uses: ['conditions', 'registration', 'teams', 'roles', 'bookings', 'activity'],
} as const;
type History = SeenBy<typeof parts>;
const silences = [
  'no-special-need',
  'visits-name-nobody',
  'too-few-visits',
  'clinician-unread',
  'lost-usual-clinician',
  'share-not-low',
  'share-usual-here',
  'perhaps-seen',
  'clinician-not-at-work',
  ...noChoice,
] as const;
type Result = Finding<'continuity-low', ContinuityLow> | Silence<(typeof silences)[number]>;

/** B2: continuity is low for someone who needs it most. */
export const continuityLow = detector({
  code: 'continuity-low',
  mark: 'B2',
  version: 1,
  audience: { children: true, careHomes: true, hospices: false, anyStaff: false },
  supersededBy: { codes: ['usual-clinician-left', 'usual-clinician-away'], sameClinician: false },
  ...parts,
  restsOn: ['persistent-symptoms'],
  lookBackMonths: 24,
  settings,
  silences,
  detect(history, opening, thresholds, found): Result {
    const need = needsOf(history, opening.asOf, thresholds, found);
    if (need.reasons.length === 0) return silent('no-special-need');
    const { all, counted, repeated } = countedGpVisits(history, opening, thresholds);
    if (!all.attributable) return silent('visits-name-nobody');
    if (counted.length < thresholds.minVisits)
      return silent('too-few-visits', { visits: counted.length, needs: thresholds.minVisits });
    const own = namedGp(history, opening);
    // One clinician under two ids would be counted as two.
    if (!allCliniciansRead(all, history) || (own !== undefined && history.clinicians.get(own)?.read !== true))
      return silent('clinician-unread');
    if (hasLostUsualClinician(history, opening, lookBack(opening.asOf, thresholds.months).from))
      return silent('lost-usual-clinician');
    const low = lowest(counted, own, thresholds);
    if (isSilent(low)) return low;
    // "None of them was with the named GP" cannot be claimed where a doubtful one may have been.
    const from = counted[0]?.day ?? opening.asOf;
    if (low.visits.length === 0 && doubtfulSince(history, from, opening).length > 0) return silent('perhaps-seen');
    if (isGoneOrAway(low.clinician, history, opening.asOf)) return silent('clinician-not-at-work');
    const unchosen = hadNoChoice(history, opening.asOf, { all: counted, recent: counted }, thresholds);
    if (unchosen !== undefined) return unchosen;
    const shown = shownOf(counted, own, thresholds);
    const remote = visitsExcept(counted, shown);
    return {
      code: 'continuity-low',
      facts: factsOf(history, opening, shown, { own, need, faceToFace: remote.length > 0 }),
      counted: [...shown.map(({ reference }) => reference), ...need.restsOn],
      notCounted: [
        ...all.notCounted,
        ...excludedAs(repeated, 'same-episode'),
        ...excludedAs(remote, 'not-face-to-face'),
      ],
      span: { from: shown[0]?.day ?? opening.asOf, to: shown.at(-1)?.day ?? opening.asOf },
      number: shown.length,
      unit: 'visits',
      // Without a named GP, the one seen most may change with every visit; and counts never end a silence.
      changeKey: own ?? history.person.reference,
    };
  },
});

/** The clinician named as the person's own, if a GP: a nurse has no share of GP visits. */
function namedGp(history: History, { asOf }: Opening): ClinicianKey | undefined {
  const own = namedClinician(history, asOf);
  return own !== undefined && profession(history.clinicians.get(own)) === 'gp' ? own : undefined;
}

/** The named GP, else the clinician seen most; or why nobody's share is low. */
function lowest(
  counted: readonly Visit[],
  own: ClinicianKey | undefined,
  thresholds: Thresholds,
): UsualClinician | Silence<'too-few-visits' | 'share-not-low' | 'share-usual-here'> {
  const { lowBelow, practiceLowerQuartile = 1 } = thresholds;
  const most = usualClinician(counted);
  if (most === undefined) return silent('too-few-visits', { visits: 0, needs: thresholds.minVisits });
  if (most.share >= lowBelow) return silent('share-not-low', { share: most.share, below: lowBelow });
  if (most.share >= practiceLowerQuartile)
    return silent('share-usual-here', { share: most.share, below: practiceLowerQuartile });
  return own === undefined ? most : relationship(counted, own);
}

/** The face-to-face visits, where there are enough and continuity is low in them too; otherwise all. */
function shownOf(counted: readonly Visit[], own: ClinicianKey | undefined, thresholds: Thresholds): readonly Visit[] {
  const seen = faceToFaceVisits(counted);
  if (seen === undefined || seen.length < thresholds.minFaceToFace) return counted;
  return isSilent(lowest(seen, own, thresholds)) ? counted : seen;
}

function factsOf(
  history: History,
  opening: Opening,
  shown: readonly Visit[],
  {
    own,
    need,
    faceToFace,
  }: { readonly own: ClinicianKey | undefined; readonly need: ContinuityNeeds; readonly faceToFace: boolean },
): ContinuityLow {
  const share = own === undefined ? usualClinician(shown) : relationship(shown, own);
  const count = share?.visits.length ?? 0;
  return {
    ...(own === undefined ? {} : { clinician: toNamedClinician(history, own) }),
    you: own !== undefined && isUser(opening, own),
    with: count,
    of: shown.length,
    percent: Math.round((100 * count) / shown.length),
    clinicians: new Set(shown.map(({ clinician }) => clinician)).size,
    reasons: need.reasons,
    ...(need.conditions === undefined ? {} : { conditions: need.conditions }),
    faceToFace,
  };
}
