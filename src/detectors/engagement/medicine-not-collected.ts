import { z } from 'zod';
import { type Day, type IsoDate, isInRange, isoDay, lastMonths } from '../../history/calendar.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import type { Supply } from '../../history/history.ts';
import { hospitalStays, rangesOfStays, restrictedStays } from '../../history/hospital-stays.ts';
import { lateness } from '../../history/medicine-cover.ts';
import { type CameAfter, cameAfter, cameAfterSettings, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { median } from '../statistics.ts';
import { type Overdue, overdue, ranOutBefore } from './overdue-medicine.ts';
import { endTogether, isReplaced, repeatOn } from './repeats.ts';

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
type Result = Finding<'medicine-not-collected', MedicineNotCollected>;

interface Late extends Overdue {
  readonly supplies: readonly Supply[];
  readonly judged: number;
  readonly onTime: number;
}

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
  detect(history, { asOf }, thresholds, others): Result | undefined {
    const found = mostOverdue(history, asOf, thresholds);
    const first = found?.supplies[0];
    if (found === undefined || first === undefined || mayHaveBeenGiven(found, history, asOf)) return undefined;
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
      span: { from: first.day, to: found.last.day },
      number: found.supplies.length,
      unit: 'supplies',
      changeKey: found.last.reference,
    };
  },
});

/** The medicine that is most overdue relative to its own supply. */
function mostOverdue(history: History, asOf: Day, thresholds: Thresholds): Late | undefined {
  const repeats = history.medicines.filter((one) => repeatOn(one, asOf) !== undefined);
  if (endTogether(repeats, asOf)) return undefined;
  if (history.conditions?.some(({ groups: of, active }) => active && of.includes('pregnancy'))) return undefined;
  const inHospital = rangesOfStays(hospitalStays(history.contacts, asOf));
  return repeats
    .filter((one) => one.groups.some((group) => thresholds.groups.includes(group)))
    .flatMap((one) => overdue(one, asOf, inHospital) ?? [])
    .filter((one) => isLate(one, thresholds))
    .filter(({ medicine, last }) => !isReplaced(medicine, history.medicines, { ...thresholds, last: last.day }))
    .flatMap((one) => usuallyOnTime(one, asOf, thresholds) ?? [])
    .toSorted((a, b) => b.share - a.share || b.lateDays - a.lateDays || (a.medicine.key < b.medicine.key ? -1 : 1))[0];
}

/** An order since was cancelled, or a restricted stay may have provided it. */
function mayHaveBeenGiven({ medicine, last }: Late, { contacts }: History, asOf: Day): boolean {
  const hidden = rangesOfStays(restrictedStays(contacts, asOf));
  return (medicine.withheldUntil ?? -Infinity) > last.day || daysInRanges(hidden, { from: last.day + 1, to: asOf }) > 0;
}

function isLate({ lateDays, share, last }: Overdue, thresholds: Thresholds): boolean {
  const long = (last.days ?? 0) >= thresholds.longSupplyDays;
  return lateDays > 0 && share >= thresholds.lateShare && (long || lateDays >= thresholds.minLateDays);
}

function usuallyOnTime(one: Overdue, asOf: Day, thresholds: Thresholds): Late | undefined {
  const range = lastMonths(asOf, thresholds.historyMonths);
  const judged = (lateness(one.medicine, asOf) ?? []).filter(({ supply }) => supply.day >= range.from);
  const late = judged.map(({ lateDays }) => lateDays);
  const onTime = late.filter((days) => days <= thresholds.onTimeDays).length;
  if (onTime < thresholds.minOnTime || median(late) > thresholds.onTimeDays) return undefined;
  const supplies = one.medicine.supplies.filter(({ day }) => isInRange(day, range));
  return { ...one, supplies, judged: judged.length, onTime };
}
