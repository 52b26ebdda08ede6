import { z } from 'zod';
import { type Day, isoDay } from '../../history/calendar.ts';
import type { Contact, Medicine } from '../../history/history.ts';
import { coverOn, lateness } from '../../history/medicine-cover.ts';
import { detector, type Finding, type Seen } from '../detector.ts';
import type { MedicineNotCollected } from '../quiet-facts.ts';
import { about } from './about-medicine-not-collected.ts';

const settings = z.object({
  minLateDays: z.int().min(1).default(14).describe('Least days late, for supplies of less than `longSupplyDays`'),
  lateShare: z.number().positive().default(0.5).describe('Least days late as a share of the supply'),
  longSupplyDays: z.int().min(1).default(56).describe('Supplies from this length on are judged by the share alone'),
  minSupplies: z.int().min(1).default(4).describe('Least earlier supplies'),
  onTimeDays: z.int().min(0).default(5).describe('Days late up to which a supply was on time'),
  medicines: z
    .array(z.string())
    .default([
      'antidepressant',
      'antipsychotic',
      'lithium',
      'antiepileptic',
      'insulin',
      'anticoagulant',
      'inhaled-steroid',
      'dmard',
      'heart-failure-medicine',
      'opioid-substitution',
    ])
    .describe('Code sets of the medicines of which a gap matters'),
});
type Thresholds = z.output<typeof settings>;
type History = Seen<'medicines' | 'contacts', 'conditions'>;

/** A repeat that is late, and how. */
interface Late {
  readonly medicine: Medicine;
  readonly ranOut: Day;
  readonly days: number;
  readonly last: string;
  readonly onTime: number;
  readonly before: number;
}

/** D7: a repeat medicine that was not collected. */
export const medicineNotCollected = detector({
  code: 'medicine-not-collected',
  about,
  needs: ['medicines', 'contacts'],
  uses: ['conditions'],
  lookBackMonths: 12,
  settings,
  detect(
    history,
    { asOf },
    thresholds = settings.parse({}),
  ): Finding<'medicine-not-collected', MedicineNotCollected> | undefined {
    const repeats = history.medicines.filter((one) => isRepeat(one, asOf));
    if (stopTogether(repeats, asOf) || isPregnant(history)) return undefined;
    const late = repeats
      .filter(({ groups }) => groups.some((group) => thresholds.medicines.includes(group)))
      .flatMap((one) => lateOf(one, history, asOf, thresholds) ?? [])
      .toSorted((a, b) => b.days - a.days)[0];
    if (late === undefined) return undefined;
    const { medicine, ranOut, days } = late;
    const supplies = medicine.supplies.filter(({ day }) => day <= asOf);
    return {
      code: 'medicine-not-collected',
      facts: {
        medicine: medicine.name ?? medicine.key,
        ranOut: isoDay(ranOut),
        daysLate: days,
        supplies: late.before,
        onTime: late.onTime,
      },
      counted: [...new Set([...supplies, ...medicine.orders].map(({ reference }) => reference))],
      notCounted: [],
      span: { from: supplies[0]?.day ?? ranOut, to: supplies.at(-1)?.day ?? ranOut },
      number: supplies.length,
      unit: 'supplies',
      materialKey: late.last,
    };
  },
});

/** Ordered to be taken on and on now, not as needed, not in batches that leave no trace. */
function isRepeat({ orders }: Medicine, asOf: Day): boolean {
  const newest = orders.at(-1);
  const isOver = newest !== undefined && newest.state !== 'active' && (newest.ended ?? asOf) <= asOf;
  return (
    !isOver && orders.some(({ state, repeat, asNeeded, batch }) => state === 'active' && repeat && !asNeeded && !batch)
  );
}

/** Where two or more repeats, and all of them, were last issued on one day and ran out, the record rather than the person stopped. */
function stopTogether(repeats: readonly Medicine[], asOf: Day): boolean {
  const covers = repeats.flatMap((one) => coverOn(one, asOf) ?? []);
  return (
    repeats.length >= 2 &&
    covers.length === repeats.length &&
    covers.every(({ lateDays }) => lateDays > 0) &&
    new Set(covers.map(({ last }) => last.day)).size === 1
  );
}

function lateOf(medicine: Medicine, history: History, asOf: Day, thresholds: Thresholds): Late | undefined {
  const [cover, earlier] = [coverOn(medicine, asOf), lateness(medicine, asOf)];
  const supply = cover?.last.days;
  if (cover === undefined || earlier === undefined || supply === undefined) return undefined;
  const days = cover.lateDays - inHospital(history.contacts, cover.end, asOf);
  const limit = thresholds.lateShare * supply;
  const isLate = days >= (supply >= thresholds.longSupplyDays ? limit : Math.max(thresholds.minLateDays, limit));
  const delays = [0, ...earlier.map(({ lateDays }) => lateDays)];
  if (!isLate || delays.length < thresholds.minSupplies || median(delays) > thresholds.onTimeDays) return undefined;
  if (isReplaced(medicine, history.medicines, cover.last.day, asOf)) return undefined;
  const onTime = delays.filter((each) => each <= thresholds.onTimeDays).length;
  return { medicine, ranOut: cover.end, days, last: cover.last.reference, onTime, before: delays.length };
}

/** Another of its class was ordered or supplied since: it was changed, not left. */
function isReplaced({ key, groups }: Medicine, all: readonly Medicine[], since: Day, asOf: Day): boolean {
  return all.some(
    (other) =>
      other.key !== key &&
      other.groups.some((group) => groups.includes(group)) &&
      [...other.supplies.map(({ day }) => day), ...other.orders.map(({ authored }) => authored)].some(
        (day) => day !== undefined && day >= since && day <= asOf,
      ),
  );
}

function isPregnant({ conditions = [] }: History): boolean {
  return conditions.some(({ active, groups }) => active && groups.includes('pregnancy'));
}

/** Days since then in hospital, where the ward gives the medicines. */
function inHospital(contacts: readonly Contact[], from: Day, to: Day): number {
  const stays = contacts.filter(({ setting, excluded }) => setting === 'inpatient' && excluded === 'not-ambulatory');
  return stays.reduce((sum, { day, until, state }) => {
    if (day === undefined) return sum;
    const end = until ?? (state === 'underway' ? to : day);
    return sum + Math.max(0, Math.min(end, to) - Math.max(day, from));
  }, 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
