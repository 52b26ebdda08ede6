import { z } from 'zod';
import { type Day, type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { type Departure, departures } from '../../history/departure.ts';
import { profession } from '../../history/employment.ts';
import { isMassDeparture } from '../../history/mass-departure.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, visits, visitsWith } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { type Silence, silent } from '../silence.ts';
import { massDepartureSettings } from './mass-departure.ts';

/** A5 as one sentence inside another card: how many well-known clinicians have left, and since when. */
export type Goodbyes = {
  readonly losses: number;
  /** Year of the first of them. */
  readonly since: number;
  /** All of them left after the person moved to this practice. */
  readonly sinceMove: boolean;
};

/** `clinicians` and the days they `left` are parallel, in the order in which they left. */
export type RepeatedGoodbyes = {
  readonly clinicians: readonly NamedClinician[];
  readonly left: readonly IsoDate[];
  readonly losses: number;
  /** The least number of visits with any one of them. */
  readonly leastVisits: number;
  readonly since: number;
  readonly sinceMove: boolean;
};

const settings = massDepartureSettings.extend({
  longMonths: z.int().min(1).default(60).describe('Months in which the losses are counted'),
  longLosses: z.int().min(1).default(3).describe('Least losses in these'),
  shortMonths: z
    .int()
    .min(1)
    .default(24)
    .describe('Months in which fewer losses suffice, and in which the last one lies'),
  shortLosses: z.int().min(1).default(2).describe('Least losses in the shorter time'),
  minVisits: z.int().min(1).default(4).describe('Least visits with a clinician for a loss'),
  minSpanDays: z.int().min(0).default(180).describe('Least days from the first to the last of them'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['contacts', 'bookings', 'roles', 'clinicians'],
  uses: ['activity', 'registration', 'person'],
} as const;
type History = SeenBy<typeof parts>;
const silences = ['visits-name-nobody', 'few-goodbyes', 'no-recent-goodbye'] as const;
type Found = Finding<'repeated-goodbyes', RepeatedGoodbyes>;
type Result = Found | Silence<(typeof silences)[number]>;
type Loss = Departure & { readonly visits: readonly Visit[] };

/** A5: several GPs whom the person knew well have left, one after the other. */
export const repeatedGoodbyes = detector({
  code: 'repeated-goodbyes',
  mark: 'A5',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false, exceptLocums: true },
  supersededBy: { codes: ['usual-clinician-left', 'first-meeting'], sameClinician: false },
  ...parts,
  lookBackMonths: 24,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    if (!visits(history, { from: -Infinity, to: opening.asOf + 1 }, opening.now, 'gp').attributable)
      return silent('visits-name-nobody');
    const long = losses(history, opening, thresholds);
    const { from } = lookBack(opening.asOf, thresholds.shortMonths);
    const recent = long.filter(({ day }) => day >= from);
    const shown = long.length >= thresholds.longLosses ? long : recent;
    if (shown.length < thresholds.shortLosses)
      return silent('few-goodbyes', {
        recent: recent.length,
        needs: thresholds.shortLosses,
        months: thresholds.shortMonths,
        longer: long.length,
        needsLonger: thresholds.longLosses,
        longerMonths: thresholds.longMonths,
      });
    if (recent.length === 0) return silent('no-recent-goodbye', { months: thresholds.shortMonths });
    return toFinding(shown, history, opening, thresholds);
  },
});

function losses(history: History, opening: Opening, thresholds: Thresholds): readonly Loss[] {
  const { asOf, now } = opening;
  return departures(history, asOf)
    .filter((departure) => isLoss(departure, history, opening, thresholds))
    .map((departure) => ({
      ...departure,
      visits: visitsWith(departure.clinician, history, { from: -Infinity, to: departure.day + 1 }, now, 'gp'),
    }))
    .filter((loss) => wasKnown(loss, thresholds))
    .toSorted((a, b) => a.day - b.day || (a.clinician < b.clinician ? -1 : 1));
}

/** A GP left on a recorded day, after the person came here, and not in a mass departure. */
function isLoss(
  { clinician, day, dated }: Departure,
  history: History,
  opening: Opening,
  thresholds: Thresholds,
): boolean {
  const { longMonths, batchPersons: persons, batchShare: share } = thresholds;
  if (!dated || day < Math.max(lookBack(opening.asOf, longMonths).from, cameHere(history) ?? day)) return false;
  if (profession(history.clinicians.get(clinician)) !== 'gp' || isUser(opening, clinician)) return false;
  return !isMassDeparture(history, day, { persons, share });
}

function cameHere({ registration, person }: History): Day | undefined {
  return registration?.since ?? person?.registeredSince;
}

function wasKnown({ visits: own }: Loss, { minVisits, minSpanDays }: Thresholds): boolean {
  return own.length >= minVisits && (own.at(-1)?.day ?? 0) - (own[0]?.day ?? 0) >= minSpanDays;
}

function toFinding(lost: readonly Loss[], history: History, { asOf, now }: Opening, thresholds: Thresholds): Found {
  const own = lost.flatMap((loss) => loss.visits).toSorted((a, b) => a.day - b.day);
  const span = { from: own[0]?.day ?? asOf, to: own.at(-1)?.day ?? asOf };
  const moved = cameHere(history);
  const left = lost.map(({ day }) => isoDay(day));
  return {
    code: 'repeated-goodbyes',
    facts: {
      clinicians: lost.map(({ clinician }) => toNamedClinician(history, clinician)),
      left,
      losses: lost.length,
      leastVisits: Math.min(...lost.map((loss) => loss.visits.length)),
      since: Number(left[0]?.slice(0, 4)),
      sinceMove: moved !== undefined && moved > lookBack(asOf, thresholds.longMonths).from,
    },
    counted: [...own, ...lost.flatMap(({ roles }) => roles)].map(({ reference }) => reference),
    notCounted: visits(history, { from: span.from, to: asOf + 1 }, now, 'gp').notCounted,
    span,
    number: own.length,
    unit: 'visits',
    changeKey: `${lost.length}`,
  };
}
