import { type Day, lastMonths } from '../../history/calendar.ts';
import { isSurelyActive } from '../../history/condition.ts';
import { greatest } from '../../history/extremes.ts';
import type { Thresholds } from './settings.ts';
import type { Entry } from './symptom-entries.ts';

/** Conditions defined by their symptoms, which may be named to the person. */
export type Syndrome = 'irritable-bowel' | 'fibromyalgia' | 'chronic-fatigue';

/** Symptom sets that are not physical, or only describe a course. */
const notOfBody: readonly string[] = ['symptom-anxiety', 'symptom-infection', 'symptom-is-changing'];
/** The set of all other symptoms, which cannot be distinguished from one another. */
const other = 'symptom-other';

const syndromes: Readonly<Record<Syndrome, string>> = {
  'irritable-bowel': 'syndrome-irritable-bowel',
  fibromyalgia: 'syndrome-fibromyalgia',
  'chronic-fatigue': 'syndrome-chronic-fatigue',
};

/** The physical symptoms among the groups of an entry or a referral. */
export function physicalSymptoms(groups: readonly string[]): readonly string[] {
  return groups.filter((group) => group.startsWith('symptom-') && !notOfBody.includes(group));
}

/** The symptoms of the past months, by name, with their entries. */
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

/** The known syndromes, each with its entry. */
export function knownSyndromes(entries: readonly Entry[]): ReadonlyMap<Syndrome, Entry> {
  const found = new Map<Syndrome, Entry>();
  for (const [name, group] of Object.entries(syndromes) as [Syndrome, string][]) {
    const entry = entries.find((one) => isSurelyActive(one) && !one.tentative && one.groups.includes(group));
    if (entry !== undefined) found.set(name, entry);
  }
  return found;
}

/** Whether any of these groups is a syndrome's. */
export function namesSyndrome(groups: readonly string[]): boolean {
  return Object.values(syndromes).some((group) => groups.includes(group));
}

/**
 * Some symptom is new within the last `days`: it was first noted in them, or again after `returnDays` without it. One of the
 * indistinguishable others counts as new whenever it is noted.
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

/** First day of the latest run of days at most `apart` from each other; the days are in order. */
function beginning(days: readonly Day[], apart: number): Day {
  return days.reduce((first, day, i) => (day - (days[i - 1] ?? day) > apart ? day : first), days[0] ?? Number.NaN);
}
