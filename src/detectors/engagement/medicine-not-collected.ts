import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import { hospitalStays, rangesOfStays, restrictedStays } from '../../history/hospital-stays.ts';
import { type CameAfter, cameAfter, cameAfterSettings, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { type Late, late, notLate } from './late-medicine.ts';
import { ranOutBefore } from './overdue-medicine.ts';
import { endTogether } from './repeats.ts';

/** A repeat medicine that ran out. */
export type MedicineNotCollected = {
  readonly medicine: string;
  /** After a gap, its dose may have to be built up again. */
  readonly builtUp: boolean;
  readonly ranOut: IsoDate;
  readonly daysLate: number;
  /** Earlier supplies, of which `onTime` were collected on time. */
  readonly supplies: number;
  readonly onTime: number;
  /** The usual clinician had left before. */
  readonly after?: CameAfter;
};

const groups = [
  'antidepressant',
  'antipsychotic',
  'lithium',
  'antiepileptic',
  'insulin',
  'anticoagulant',
  'inhaled-steroid',
  'dmard',
  'heart-failure-medicine',
];
const settings = cameAfterSettings.extend({
  groups: z.array(z.string()).default(groups).describe('Code sets of the medicines for which stopping matters'),
  minLateDays: z.int().min(8).default(14).describe('Least days without; more than a feed’s usual delay of 7'),
  lateShare: z.number().min(0).default(0.5).describe('Least days without, as a share of the days of the last supply'),
  longSupplyDays: z.int().min(1).default(56).describe('Days of a supply from which only that share decides'),
  minOnTime: z.int().min(1).default(4).describe('Least earlier supplies on time'),
  onTimeDays: z.int().min(0).default(5).describe('Greatest (and median) days late of a supply on time'),
  historyMonths: z.int().min(1).default(24).describe('Months over which earlier supplies are judged'),
  newDays: z.int().min(1).default(183).describe('Days without it that make another medicine of the group a new one'),
});
type Thresholds = z.output<typeof settings>;
const parts = {
  needs: ['medicines', 'contacts'],
  uses: ['conditions', 'registration', 'person', 'safeguarding', 'clinicians'],
} as const;
type History = SeenBy<typeof parts>;
const silences = ['no-such-medicine', ...notLate, 'repeats-end-together', 'pregnancy-now', 'restricted-entry'] as const;
type Result = Finding<'medicine-not-collected', MedicineNotCollected> | Silence<(typeof silences)[number]>;

/** D7: a repeat medicine that matters was not collected by someone who usually collects it on time. */
export const medicineNotCollected = detector({
  code: 'medicine-not-collected',
  mark: 'D7',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...parts,
  restsOn: [departure],
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, { asOf }, thresholds, others): Result {
    const found = mostOverdue(history, asOf, thresholds);
    if (isSilent(found)) return found;
    if (endTogether(history.medicines, asOf)) return silent('repeats-end-together');
    if (history.conditions?.some(({ groups: of, active }) => active && of.includes('pregnancy')))
      return silent('pregnancy-now');
    if (mayHaveBeenGiven(found, history, asOf)) return silent('restricted-entry');
    const ranOut = asOf - found.lateDays;
    const after = cameAfter(
      history,
      others,
      { days: [ranOut], ofKind: ranOutBefore(found.medicine, asOf, thresholds) },
      thresholds,
    );
    return {
      code: 'medicine-not-collected',
      facts: {
        medicine: found.name,
        builtUp: found.medicine.groups.includes('medicine-built-up'),
        ranOut: isoDay(ranOut),
        daysLate: found.lateDays,
        supplies: found.judged,
        onTime: found.onTime,
        ...after.facts,
      },
      counted: [...new Set([...found.supplies.map(({ reference }) => reference), found.order, ...after.references])],
      notCounted: [],
      span: { from: found.supplies[0]?.day ?? found.last.day, to: found.last.day },
      number: found.supplies.length,
      unit: 'supplies',
      changeKey: found.last.reference,
    };
  },
});

/** The medicine that is most overdue relative to its own supply; or why none is. */
function mostOverdue(
  history: History,
  asOf: Day,
  thresholds: Thresholds,
): Late | Silence<'no-such-medicine' | (typeof notLate)[number]> {
  const inHospital = rangesOfStays(hospitalStays(history.contacts, asOf));
  const each = history.medicines
    .filter((one) => one.groups.some((group) => thresholds.groups.includes(group)))
    .map((one) => late(one, history.medicines, { asOf, inHospital }, thresholds));
  const [most] = each
    .flatMap((one) => (isSilent(one) ? [] : one))
    .toSorted((a, b) => b.share - a.share || b.lateDays - a.lateDays || (a.medicine.key < b.medicine.key ? -1 : 1));
  if (most !== undefined) return most;
  const none = each.flatMap((one) => (isSilent(one) ? one : []));
  return furthest(none, notLate) ?? silent('no-such-medicine');
}

/** An order since was cancelled, or a restricted stay may have provided it. */
function mayHaveBeenGiven({ medicine, last }: Late, { contacts }: History, asOf: Day): boolean {
  const hidden = rangesOfStays(restrictedStays(contacts, asOf));
  return (medicine.withheldUntil ?? -Infinity) > last.day || daysInRanges(hidden, { from: last.day + 1, to: asOf }) > 0;
}
