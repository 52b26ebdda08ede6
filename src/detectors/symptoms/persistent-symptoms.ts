import { lastMonths } from '../../history/calendar.ts';
import { isPastConsultation } from '../../history/contact.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { hasReachedAge } from '../../history/person.ts';
import { detector, type Finding } from '../detector.ts';
import { areRepeatReferrals } from './draft-referrals.ts';
import { priorWorkUp, type WorkUpFacts } from './prior-work-up.ts';
import { needsInvestigationFirst } from './red-flags.ts';
import { settings, type Thresholds } from './settings.ts';
import { type History, silencingEntries, symptomEntries, symptomParts } from './symptom-entries.ts';
import { knownSyndromes, recentSymptoms, type Syndrome } from './symptoms.ts';

/** `referrals` with their results, or `normal`, or both are given. */
export type PersistentSymptoms = {
  /** Different physical symptoms noted in the past `months`. */
  readonly symptoms: number;
  readonly months: number;
  readonly syndromes: readonly Syndrome[];
  /** A referral is about to be signed. */
  readonly signing: boolean;
} & WorkUpFacts;

type Result = Finding<'persistent-symptoms', PersistentSymptoms>;

/** G1: persistent physical symptoms for which specialists or tests found no cause. */
export const persistentSymptoms = detector({
  code: 'persistent-symptoms',
  mark: 'G1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...symptomParts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { asOf, signing } = opening;
    const entries = symptomEntries(history);
    if (!hasReachedAge(history.person.bornBy, thresholds.minAge, asOf, false)) return undefined;
    if (needsInvestigationFirst(history, entries, asOf, thresholds)) return undefined;
    if (needsInvestigationFirst(history, silencingEntries(history), asOf, thresholds)) return undefined;
    const symptoms = recentSymptoms(entries, asOf, thresholds);
    const names = [...symptoms.keys()];
    if (signing !== undefined && !areRepeatReferrals(signing, history, names, asOf, thresholds)) return undefined;
    const syndromes = knownSyndromes(entries);
    if (names.length < thresholds.minSymptoms && syndromes.size === 0) return undefined;
    if (contactDays(history, opening, thresholds) < thresholds.minContacts) return undefined;
    const evidence = new Set([...syndromes.values(), ...[...symptoms.values()].flat()]);
    const noted = entries.filter((one) => evidence.has(one));
    const found = priorWorkUp(history, noted, asOf, thresholds);
    if (found === undefined) return undefined;
    const counted = [...new Set([...noted.map(({ reference }) => reference), ...found.counted])];
    // Syndromes are named, not counted; and the result of a referral is not an entry of its own.
    const recent = new Map([...symptoms.values()].flat().map(({ reference, day }) => [reference, day]));
    const days = [...[...recent.values()].flatMap((day) => day ?? []), ...found.days];
    return {
      code: 'persistent-symptoms',
      facts: {
        symptoms: names.length,
        months: thresholds.months,
        syndromes: [...syndromes.keys()],
        ...found.facts,
        signing: signing !== undefined,
      },
      counted,
      notCounted: [],
      span: { from: least(days), to: greatest(days) },
      number: days.length,
      unit: 'entries',
      // A further letter or symptom is no reason to show the card again early.
      changeKey: history.person.reference,
    };
  },
});

/** Days with a consultation here, with any clinician, outside planned series. */
function contactDays({ contacts }: History, { asOf, now }: Opening, thresholds: Thresholds): number {
  const { from } = lastMonths(asOf, thresholds.months);
  const counted = contacts.flatMap((one) =>
    isPastConsultation(one, now) && one.here && one.series === undefined && one.day >= from ? one.day : [],
  );
  return new Set(counted).size;
}
