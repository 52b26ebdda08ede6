import { audienceExclusion, type Chart, userExclusion } from '../cards/suppression.ts';
import type { Sensitive } from '../cards/thread-audience.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import { cliniciansIn, type OpenedChart } from '../chart/opened-chart.ts';
import type { AnyFinding, Code } from '../detectors/index.ts';
import { bereavement } from '../detectors/losses/bereavement.ts';
import { knownParts } from '../detectors/run.ts';
import { illnessSignature } from '../detectors/signature/illness-signature.ts';
import { asKnownOn } from '../history/as-known-on.ts';
import { type DateRange, type Day, isDated, lookBack } from '../history/calendar.ts';
import type { ClinicianKey, RelationalHistory, SharedSignature } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import { type UsualClinician, usualClinician } from '../history/usual-clinician.ts';
import { visits } from '../history/visits.ts';
import { type ContactRow, contactRows, countedBefore } from './contact-rows.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { type LossMark, lossMarks } from './losses.ts';
import { type Length, periodOf } from './period.ts';
import { type RelapseMarks, relapseMarks } from './relapses.ts';
import { isOpenTo } from './sensitive.ts';
import {
  type Absence,
  absences,
  type Hospital,
  hospital,
  type LongTerm,
  longestGap,
  longTerm,
  missed,
  type Span,
} from './spans.ts';

/** One person's thread of care, as data: what the page draws and lists. */
export interface Thread {
  readonly period: DateRange;
  /** By which the rows are counted; undefined where nothing was noticed. */
  readonly finding: AnyFinding | undefined;
  readonly rows: readonly ContactRow[];
  /** False where the contacts could not be read as a whole: then there are no rows, and the page claims nothing of them. */
  readonly areContactsKnown: boolean;
  /** The GP seen most in the last three years, where nothing was noticed that says so itself. */
  readonly usual: UsualClinician | undefined;
  /** Contacts that the finding counts and that lie before the period. */
  readonly countedBefore: number;
  readonly lanes: readonly Lane[];
  readonly absences: readonly Absence[];
  readonly hospital: Hospital;
  readonly gap: Span | undefined;
  readonly missed: readonly Day[];
  readonly longTerm: readonly LongTerm[];
  readonly relapses: readonly RelapseMarks[];
  readonly losses: readonly LossMark[];
  /** Notes that were written together with the person, the newest first. */
  readonly notes: readonly SharedSignature[];
}

/** How the thread is asked for. */
export interface Asked {
  readonly length: Length;
  /** What this user, or the site, does not see. */
  readonly hidden: readonly Sensitive[];
}

/** Months in which a GP may be the usual one. */
const usualMonths = 36;

type Known = Partial<RelationalHistory>;

/** Parts that the page reads beside those of the detections. */
export const threadParts = [
  'contacts',
  'bookings',
  'roles',
  'clinicians',
  'conditions',
  'signatures',
  'safeguarding',
] as const;

/** The thread of an opened chart; what was not read is left empty, and what this user may not see. */
export function threadOf(
  opened: OpenedChart,
  finding: AnyFinding | undefined,
  { length, hidden }: Asked,
  dependencies: Pick<ChartDependencies, 'detectors' | 'thresholds'>,
): Thread {
  const { read, person, call } = opened;
  const { opening } = read;
  const { asOf, now } = opening;
  const history: Known = knownParts(asKnownOn(read.reading, asOf));
  const { contacts = [], clinicians = cliniciansIn(read.reading) } = history;
  const seen = { ...history, contacts, clinicians };
  const first = contacts.find(isDated)?.day ?? asOf;
  const period = periodOf(length, first, asOf);
  const rows = contactRows(seen, finding, { period, now });
  const lanes = lanesOf(rows, seen, { period, asOf });
  const chart: Chart = { person, opening, clinicians, anyStaff: call.anyStaff };
  const may = mayShow(chart, hidden, dependencies);
  const isSafe = history.safeguarding !== undefined;
  return {
    period,
    finding,
    rows,
    areContactsKnown: history.contacts !== undefined,
    usual: finding === undefined ? usualIn(seen, opening) : undefined,
    countedBefore: countedBefore(seen, finding, period),
    lanes,
    absences: absences(
      lanes.flatMap(({ who }): ClinicianKey[] => (who === 'team' || who === 'others' ? [] : [who])),
      seen,
      period,
    ),
    hospital: hospital(contacts, asOf, period),
    gap: isSafe && may('gone-quiet') ? longestGap(contacts, asOf, period) : undefined,
    missed: isSafe && may('missed-appointments') ? missed(history, period) : [],
    longTerm:
      history.conditions === undefined ? [] : longTerm({ ...seen, conditions: history.conditions }, opening, period),
    ...sensitiveParts({ ...seen, person }, { opening, period, may }, dependencies),
    notes: notesOf(opened, hidden, dependencies),
  };
}

/** Only an established one, and only where it is known whom enough of the visits were with. */
function usualIn(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { asOf, now }: Opening,
): UsualClinician | undefined {
  const { counted, attributable } = visits(history, lookBack(asOf, usualMonths), now, 'gp');
  const usual = usualClinician(counted);
  return attributable && usual?.established ? usual : undefined;
}

/** The notes that this user may see, which a leaflet is made from. */
export function notesOf(
  { read, person, call }: OpenedChart,
  hidden: readonly Sensitive[],
  dependencies: Pick<ChartDependencies, 'detectors'>,
): readonly SharedSignature[] {
  const { reading, opening } = read;
  const chart: Chart = { person, opening, clinicians: cliniciansIn(reading), anyStaff: call.anyStaff };
  const { signatures = [] }: Known = knownParts(asKnownOn(reading, opening.asOf));
  return mayShow(chart, hidden, dependencies)('shared-signature') ? notesIn(signatures, opening.asOf) : [];
}

/** Losses and relapses, each only where this user may see it and all that it rests on was read. */
function sensitiveParts(
  history: Known & Pick<RelationalHistory, 'contacts' | 'clinicians' | 'person'>,
  {
    opening,
    period,
    may,
  }: Pick<OpenedChart['read'], 'opening'> & { period: DateRange; may: ReturnType<typeof mayShow> },
  { thresholds }: Pick<ChartDependencies, 'thresholds'>,
): Pick<Thread, 'relapses' | 'losses'> {
  const { conditions, losses, safeguarding, domesticAbuse } = history;
  const inForce = thresholds();
  const canSpeakOfLoss =
    losses !== undefined && safeguarding !== undefined && domesticAbuse !== undefined && may('bereavement');
  const lossLimits = bereavement.settings.parse(inForce.get('bereavement') ?? {});
  const signatureLimits = illnessSignature.settings.parse(inForce.get('illness-signature') ?? {});
  return {
    losses: canSpeakOfLoss
      ? lossMarks({ ...history, losses, safeguarding, domesticAbuse }, { period, asOf: opening.asOf }, lossLimits)
      : [],
    relapses:
      conditions !== undefined && may('illness-signature')
        ? relapseMarks({ ...history, conditions }, opening, period, signatureLimits)
        : [],
  };
}

/** Notes that the person took part in writing, in words of their own or by agreed signs. */
function notesIn(signatures: readonly SharedSignature[], asOf: Day): readonly SharedSignature[] {
  return signatures
    .filter((one) => one.together && (one.words !== undefined || one.signs.length > 0))
    .toSorted((a, b) => (b.written ?? asOf) - (a.written ?? asOf));
}

/** Whether a detection speaks to this user about this person, and of what the page does not hide. */
function mayShow(
  chart: Chart,
  hidden: readonly Sensitive[],
  { detectors }: Pick<ChartDependencies, 'detectors'>,
): (code: Code) => boolean {
  return (code) => {
    const exclusion = userExclusion(code, chart) ?? audienceExclusion(code, chart.person, chart.opening.asOf);
    return exclusion === undefined && isOpenTo(code, hidden) && detectors.some((one) => one.code === code);
  };
}
