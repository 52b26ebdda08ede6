import { type DateRange, type Day, isoDay, months } from '../../history/calendar.ts';
import { silencingGroups } from '../../history/contact.ts';
import { least } from '../../history/extremes.ts';
import type { Medicine } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import type { ConditionRow } from './conditions.ts';
import type { History } from './feature.ts';
import { hasAnyGroup, type Relapse } from './relapses.ts';
import { medicinesInGroups } from './rescue.ts';
import type { Thresholds } from './settings.ts';

const pregnancyDays = 280;
/** Days of a supply whose duration is missing, and days of grace after a supply. */
const [usualSupply, grace] = [28, 28];

/** Suicidal risk was recorded recently: then the local pathway applies instead. */
export function hasRecentSuicidalRisk(
  { conditions, contacts, observations = [] }: History,
  asOf: Day,
  riskDays: number,
): boolean {
  const recent = (day: Day | undefined) => day !== undefined && day <= asOf && asOf - day <= riskDays;
  const risk = ['suicidal-risk'];
  return (
    conditions.some((one) => hasAnyGroup(one, risk) && recent(one.recorded ?? one.onset)) ||
    contacts.some((one) => hasAnyGroup({ groups: silencingGroups(one) }, risk) && recent(one.day)) ||
    observations.some((one) => hasAnyGroup(one, risk) && recent(one.day))
  );
}

/** In, or shortly after, a pregnancy, while no known relapse came in such a time. */
export function isFirstPregnancy(
  { conditions }: History,
  relapses: readonly Relapse[],
  asOf: Day,
  afterDays: number,
): boolean {
  const times = conditions.flatMap(({ groups, onset, recorded, ended, tentative }): DateRange[] => {
    const from = onset ?? recorded;
    if (!groups.includes('pregnancy') || tentative || from === undefined) return [];
    return [{ from, to: (ended ?? from + pregnancyDays) + afterDays + 1 }];
  });
  const isNow = times.some(({ from, to }) => from <= asOf && asOf < to);
  return isNow && !relapses.some(({ day }) => times.some(({ from, to }) => from <= day && day < to));
}

/** Reasons why a signature is out of date. */
export const outdated = ['long-without-relapse', 'new-medicine'] as const;

/** Why it is out of date: no relapse for years, or a change to another class of medicine since the latest. */
export function whyOutdated(
  { medicines = [] }: History,
  { row, relapses }: { readonly row: ConditionRow; readonly relapses: readonly Relapse[] },
  asOf: Day,
  { expiryMonths }: Thresholds,
): Silence<(typeof outdated)[number]> | undefined {
  const latest = relapses.at(-1)?.day ?? 0;
  if (asOf - latest > months(expiryMonths))
    return silent('long-without-relapse', { began: isoDay(latest), months: expiryMonths });
  const classes = row.medicines.flatMap((group) => classOf(medicinesInGroups(medicines, [group]), asOf) ?? []);
  const isNew = classes.some(({ first }) => first > latest);
  return isNew && classes.some(({ first, now }) => first <= latest && !now) ? silent('new-medicine') : undefined;
}

/** When a class of medicine was first given, and whether it is taken now. */
function classOf(medicines: readonly Medicine[], asOf: Day): { first: Day; now: boolean } | undefined {
  const days = medicines.flatMap(({ orders, supplies }) => [
    ...orders.flatMap(({ authored }) => authored ?? []),
    ...supplies.map(({ day }) => day),
  ]);
  if (days.length === 0) return undefined;
  return { first: least(days), now: medicines.some((one) => isTakenNow(one, asOf)) };
}

function isTakenNow({ orders, supplies }: Medicine, asOf: Day): boolean {
  const isOrdered = orders.some(({ state, ended }) => state === 'active' && (ended === undefined || ended > asOf));
  const last = supplies.at(-1);
  return (
    isOrdered || (last !== undefined && last.day + (last.days ?? usualSupply) + grace >= asOf && !isStopped(orders))
  );
}

function isStopped(orders: Medicine['orders']): boolean {
  return orders.length > 0 && orders.every(({ state }) => state === 'stopped' || state === 'on-hold');
}
