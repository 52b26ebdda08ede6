import { type Day, months } from '../../history/calendar.ts';
import { type Silence, silent } from '../silence.ts';
import { easilyMissed, whyEasilyMissed } from './easily-missed.ts';
import { newOrChanging, whyNewOrChanging } from './new-symptoms.ts';
import { redFlagOf, redFlags } from './red-flags.ts';
import type { Thresholds } from './settings.ts';
import { type Entry, type History, isWithin, withAnyGroup } from './symptom-entries.ts';

/** Infections, whose symptoms may persist. */
const infections = ['viral-illness', 'symptom-infection'];
const sought = ['autoimmune-or-rare', 'only-suspected'];
const cancer = ['cancer'];

const lookedFor = ['referral-awaited', 'diagnosis-unsettled', 'disease-looked-for', 'infection-lately'] as const;
const explained = ['explained', 'cancer-ever'] as const;

/** Reasons why something may need investigation first. */
export const investigationFirst = [...redFlags, ...newOrChanging, ...lookedFor, ...easilyMissed, ...explained] as const;

/** Why something may need investigation first, whatever the counts. */
export function whyInvestigationFirst(
  history: History,
  entries: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): Silence<(typeof investigationFirst)[number]> | undefined {
  return (
    redFlagOf(history, entries, asOf, thresholds) ??
    whyNewOrChanging(history, entries, asOf, thresholds) ??
    whyLookedFor(history, entries, asOf, thresholds) ??
    whyEasilyMissed(history, entries, asOf, thresholds) ??
    whyExplained(entries, asOf, thresholds)
  );
}

/** A disease is being looked for, or an infection is so recent that its symptoms may persist. */
function whyLookedFor(
  { referrals }: History,
  entries: readonly Entry[],
  asOf: Day,
  { workUpDays, viralDays }: Thresholds,
): Silence<(typeof lookedFor)[number]> | undefined {
  const isAwaited = referrals.some(({ open, urgent, groups, results, day }) => {
    const isFresh = isWithin({ day }, workUpDays, asOf);
    return (
      (urgent && (open || (isFresh && results.length === 0))) ||
      (open && groups.some((group) => sought.includes(group)))
    );
  });
  if (isAwaited) return silent('referral-awaited');
  if (entries.some(({ tentative, active }) => tentative && active)) return silent('diagnosis-unsettled');
  if (withAnyGroup(entries, sought).some((one) => one.active || isWithin(one, workUpDays, asOf)))
    return silent('disease-looked-for', { withinDays: workUpDays });
  return withAnyGroup(entries, infections).some((one) => isWithin(one, viralDays, asOf))
    ? silent('infection-lately', { withinDays: viralDays })
    : undefined;
}

function whyExplained(
  entries: readonly Entry[],
  asOf: Day,
  { notWith, years }: Thresholds,
): Silence<(typeof explained)[number]> | undefined {
  const holds = (one: Entry) => (one.problem ? one.active : isWithin(one, months(12 * years), asOf));
  if (withAnyGroup(entries, notWith).some(holds)) return silent('explained');
  const isCancer = notWith.includes('cancer') && withAnyGroup(entries, cancer).length > 0;
  return isCancer ? silent('cancer-ever') : undefined;
}
