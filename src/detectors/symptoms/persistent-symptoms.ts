import { type Day, lastMonths } from '../../history/calendar.ts';
import { isPastConsultation, isRestricted } from '../../history/contact.ts';
import { greatest, least } from '../../history/extremes.ts';
import type { Opening } from '../../history/opening.ts';
import { hasReachedAge } from '../../history/person.ts';
import { detector, type Finding } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { noRepeat, whyNoRepeat } from './draft-referrals.ts';
import { investigationFirst, whyInvestigationFirst } from './investigation-first.ts';
import { priorWorkUp, type WorkUpFacts } from './prior-work-up.ts';
import { settings, type Thresholds } from './settings.ts';
import { type Entry, type History, silencingEntries, symptomEntries, symptomParts } from './symptom-entries.ts';
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

const silences = [
  'under-age',
  'too-few-symptoms',
  ...noRepeat,
  'too-few-contact-days',
  'too-little-work-up',
  ...investigationFirst,
  'restricted-entry',
] as const;
type Silent = Silence<(typeof silences)[number]>;
type Result = Finding<'persistent-symptoms', PersistentSymptoms> | Silent;

/** G1: persistent physical symptoms for which specialists or tests found no cause. */
export const persistentSymptoms = detector({
  code: 'persistent-symptoms',
  mark: 'G1',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  ...symptomParts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const { asOf, signing } = opening;
    const { minAge, minSymptoms, minContacts } = thresholds;
    if (!hasReachedAge(history.person.bornBy, minAge, asOf, false)) return silent('under-age', { needs: minAge });
    const entries = symptomEntries(history);
    const symptoms = recentSymptoms(entries, asOf, thresholds);
    const names = [...symptoms.keys()];
    const syndromes = knownSyndromes(entries);
    if (names.length < minSymptoms && syndromes.size === 0)
      return silent('too-few-symptoms', { symptoms: names.length, needs: minSymptoms });
    const unrepeated = signing && whyNoRepeat(signing, history, names, asOf, thresholds);
    if (unrepeated !== undefined) return unrepeated;
    const days = contactDays(history, opening, thresholds);
    if (days < minContacts) return silent('too-few-contact-days', { days, needs: minContacts });
    const evidence = new Set([...syndromes.values(), ...[...symptoms.values()].flat()]);
    const noted = entries.filter((one) => evidence.has(one));
    const found = priorWorkUp(history, noted, asOf, thresholds);
    if (isSilent(found)) return found;
    const unsettled = whyFreshLook(history, entries, asOf, thresholds);
    if (unsettled !== undefined) return unsettled;
    const counted = [...new Set([...noted.map(({ reference }) => reference), ...found.counted])];
    // Syndromes are named, not counted; and the result of a referral is not an entry of its own.
    const recent = new Map([...symptoms.values()].flat().map(({ reference, day }) => [reference, day]));
    const entryDays = [...[...recent.values()].flatMap((day) => day ?? []), ...found.days];
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
      span: { from: least(entryDays), to: greatest(entryDays) },
      number: entryDays.length,
      unit: 'entries',
      // A further letter or symptom is no reason to show the card again early.
      changeKey: history.person.reference,
    };
  },
});

/**
 * Why something may need investigation first, by what is recorded or else by entries that may only suppress a finding. Where
 * these are restricted, nothing more is disclosed.
 */
function whyFreshLook(
  history: History,
  entries: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): Silent | undefined {
  const why = (each: readonly Entry[]) => whyInvestigationFirst(history, each, asOf, thresholds);
  const first = why(entries);
  if (first !== undefined || why(silencingEntries(history)) === undefined) return first;
  const contacts = history.contacts.filter((one) => !isRestricted(one));
  return why(silencingEntries({ ...history, contacts })) ?? silent('restricted-entry');
}

/** Days with a consultation here, with any clinician, outside planned series. */
function contactDays({ contacts }: History, { asOf, now }: Opening, thresholds: Thresholds): number {
  const { from } = lastMonths(asOf, thresholds.months);
  const counted = contacts.flatMap((one) =>
    isPastConsultation(one, now) && one.here && one.series === undefined && one.day >= from ? one.day : [],
  );
  return new Set(counted).size;
}
