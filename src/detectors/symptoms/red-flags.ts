import { type Day, isDated, lastMonths, months } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import { hasReachedAge } from '../../history/person.ts';
import type { Thresholds } from './settings.ts';
import { type Entry, type History, isWithin, withAnyGroup } from './symptom-entries.ts';
import { hasNew } from './symptoms.ts';

const redFlags = ['red-flag', 'alarm-symptom', 'cancer-pathway'];
/** Infections, whose symptoms may persist. */
const infections = ['viral-illness', 'symptom-infection'];
/** Early symptoms of ovarian cancer (NICE CG122, 1.1.1.2 and 1.1.1.4). */
const ofOvary = [
  'symptom-bloating',
  'symptom-appetite',
  'symptom-urinary',
  'symptom-abdominal-pain',
  'symptom-pelvic-pain',
];
const missed = ['easily-missed'];
const cancer = ['cancer'];

/** Something may need investigation first, whatever the counts: then G1 stays silent. */
export function needsInvestigationFirst(
  history: History,
  entries: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): boolean {
  return (
    hasRedFlag(history, entries, asOf, thresholds) ||
    isNewOrChanging(history, entries, asOf, thresholds) ||
    isLookedFor(history, entries, asOf, thresholds) ||
    isEasilyMissed(history, entries, asOf, thresholds) ||
    isExplained(entries, asOf, thresholds)
  );
}

/** What of the thresholds decides whether there is a red flag. */
export type RedFlagLimits = Pick<Thresholds, 'months' | 'redFlagDays' | 'weightLoss'>;

/** A symptom that needs investigation whatever else is known, or a loss of weight. */
export function hasRedFlag(history: History, entries: readonly Entry[], asOf: Day, thresholds: RedFlagLimits): boolean {
  const flags = withAnyGroup(entries, redFlags);
  return (
    flags.some((one) => one.active || isWithin(one, thresholds.redFlagDays, asOf)) ||
    lostWeight(history, asOf, thresholds)
  );
}

/** The latest weight is below the highest of the look-back by at least `weightLoss`. */
function lostWeight({ observations }: History, asOf: Day, thresholds: RedFlagLimits): boolean {
  const { from } = lastMonths(asOf, thresholds.months);
  const values = observations
    .filter(isDated)
    .flatMap(({ measure, value, day }) => (measure === 'weight' && day >= from ? (value ?? []) : []));
  const latest = values.at(-1);
  const highest = greatest(values);
  return latest !== undefined && latest <= highest * (1 - thresholds.weightLoss);
}

function isNewOrChanging({ person }: History, entries: readonly Entry[], asOf: Day, thresholds: Thresholds): boolean {
  const { newDays, newAtAge } = thresholds;
  const recent = entries.filter((one) => isWithin(one, newDays - 1, asOf));
  return (
    hasNew(entries, newDays, asOf, thresholds) ||
    recent.some(({ groups, relapse }) => relapse || groups.includes('symptom-is-changing')) ||
    (hasReachedAge(person.born, newAtAge, asOf, true) && hasNew(entries, months(thresholds.months), asOf, thresholds))
  );
}

/** A disease is being looked for, or an infection is so recent that its symptoms may persist. */
function isLookedFor(
  { referrals }: History,
  entries: readonly Entry[],
  asOf: Day,
  { workUpDays, viralDays }: Thresholds,
): boolean {
  const sought = ['autoimmune-or-rare', 'only-suspected'];
  const isOpenSearch = referrals.some(({ open, urgent, groups, results, day }) => {
    const isFresh = isWithin({ day }, workUpDays, asOf);
    return (
      (urgent && (open || (isFresh && results.length === 0))) ||
      (open && groups.some((group) => sought.includes(group)))
    );
  });
  return (
    isOpenSearch ||
    entries.some(({ tentative, active }) => tentative && active) ||
    withAnyGroup(entries, sought).some((one) => one.active || isWithin(one, workUpDays, asOf)) ||
    withAnyGroup(entries, infections).some((one) => isWithin(one, viralDays, asOf))
  );
}

/** Easily missed diseases, known or suspected, or the symptoms with which they begin. */
function isEasilyMissed({ person }: History, entries: readonly Entry[], asOf: Day, thresholds: Thresholds): boolean {
  const { missedDays, clusterAge } = thresholds;
  if (withAnyGroup(entries, missed).some((one) => one.problem || isWithin(one, missedDays, asOf))) return true;
  if (person.gender === 'male') return false;
  const recent = entries.filter((one) => isWithin(one, months(thresholds.months) - 1, asOf));
  const cluster = ofOvary.filter((name) => withAnyGroup(recent, [name]).length > 0);
  if (cluster.includes('symptom-pelvic-pain') || cluster.length > 1) return true;
  // Irritable bowel syndrome rarely begins at that age: it may be ovarian cancer (NICE CG122, 1.1.1.4).
  const bowel = withAnyGroup(entries, ['syndrome-irritable-bowel']);
  const fresh = new Set(recent);
  const isNewBowel = bowel.length > 0 && bowel.every((one) => fresh.has(one));
  return hasReachedAge(person.born, clusterAge, asOf, true) && (cluster.length > 0 || isNewBowel);
}

function isExplained(entries: readonly Entry[], asOf: Day, { notWith, years }: Thresholds): boolean {
  const holds = (one: Entry) => (one.problem ? one.active : isWithin(one, months(12 * years), asOf));
  return (
    withAnyGroup(entries, notWith).some(holds) ||
    withAnyGroup(entries, notWith.includes('cancer') ? cancer : []).length > 0
  );
}
