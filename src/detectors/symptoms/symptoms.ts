import { type Day, lastMonths } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { greatest } from '../../history/extremes.ts';
import type { Thresholds } from './settings.ts';
import type { Entry } from './symptom-entries.ts';

/** Conditions that are known by their symptoms, as they may be named to the person. */
export type Syndrome = 'irritable-bowel' | 'fibromyalgia' | 'chronic-fatigue';

/** Symptom sets that are not of the body, or say how one goes on. */
const notOfBody: readonly string[] = ['symptom-anxiety', 'symptom-infection', 'symptom-is-changing'];
/** The set of all that have none of their own: what is in it can't be told from another in it. */
const other = 'symptom-other';

const syndromes: Readonly<Record<Syndrome, string>> = {
  'irritable-bowel': 'syndrome-irritable-bowel',
  fibromyalgia: 'syndrome-fibromyalgia',
  'chronic-fatigue': 'syndrome-chronic-fatigue',
};

/** The symptoms of the body that an entry, or a referral, names. */
export function physicalSymptoms(groups: readonly string[]): readonly string[] {
  return groups.filter((group) => group.startsWith('symptom-') && !notOfBody.includes(group));
}

/** The symptoms of the past months, by name, with the entries that note them. */
export function recentSymptoms(
  entries: readonly Entry[],
  asOf: Day,
  thresholds: Pick<Thresholds, 'months'>,
): ReadonlyMap<string, readonly Entry[]> {
  const { from } = lastMonths(asOf, thresholds.months);
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.day === undefined || entry.day < from) continue;
    for (const name of physicalSymptoms(entry.groups)) addTo(found, name, entry);
  }
  return found;
}

function addTo<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}

/** The known syndromes, each with the entry that says so. */
export function knownSyndromes(entries: readonly Entry[]): ReadonlyMap<Syndrome, Entry> {
  const found = new Map<Syndrome, Entry>();
  for (const [name, group] of Object.entries(syndromes) as [Syndrome, string][]) {
    const entry = entries.find((one) => isSurelyActive(one) && !one.tentative && one.groups.includes(group));
    if (entry !== undefined) found.set(name, entry);
  }
  return found;
}

/** Whether any of these groups is that of a syndrome. */
export function namesSyndrome(groups: readonly string[]): boolean {
  return Object.values(syndromes).some((group) => groups.includes(group));
}

/**
 * Some symptom is new within so many days: it was first noted in them, or again after it had been gone for long. One
 * that can't be told from others counts as new whenever it is noted.
 */
export function hasNew(entries: readonly Entry[], days: number, asOf: Day, { returnDays }: Thresholds): boolean {
  const noted = new Map<string, Day[]>();
  for (const { groups, day } of entries) {
    if (day === undefined) continue;
    for (const name of physicalSymptoms(groups)) addTo(noted, name, day);
  }
  return [...noted].some(([name, each]) => {
    const since = name === other ? greatest(each) : beginning(each, returnDays);
    return asOf - since < days;
  });
}

/** The first day of the latest run of days none of which is further than that from the one before; they are in order. */
function beginning(days: readonly Day[], apart: number): Day {
  return days.reduce((first, day, i) => (day - (days[i - 1] ?? day) > apart ? day : first), days[0] ?? Number.NaN);
}
