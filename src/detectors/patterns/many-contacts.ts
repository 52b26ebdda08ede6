import type { z } from 'zod';
import { type Day, type IsoDate, isoDay, itemsIn } from '../../history/calendar.ts';
import { type CameAfter, cameAfter, departure } from '../came-after.ts';
import { detector, type Finding } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { type ContactDay, contactDays, daysOfOneReason } from './contact-days.ts';
import { explainedParts, explanations, whyExplained } from './explained.ts';
import { manyClinicians, notManyClinicians } from './many-clinicians.ts';
import { settings } from './many-contacts-settings.ts';
import { notUnusual, unusualFor } from './own-past.ts';
import { comparison, notMany } from './practice-centile.ts';
import { notSpread, shortIntervals, whyNotSpread } from './spread.ts';

/** Contact days of half a year, and what would be usual for the person in as long a time. */
export type ManyContacts = {
  readonly days: number;
  /** The first of these days. */
  readonly from: IsoDate;
  readonly clinicians: number;
  readonly usual: number;
  /** Intervals of a week at most. */
  readonly shortIntervals: number;
  /** Above the practice's own centile for age and sex; otherwise only above the person's own past. */
  readonly comparedWith: 'practice' | 'own-past';
  /** Above that centile in the year before the last, too. */
  readonly yearBefore: boolean;
  /** All of it came after the usual clinician left. */
  readonly after?: CameAfter;
};

type Thresholds = z.output<typeof settings>;
const silences = [
  ...notMany,
  ...notSpread,
  'one-reason',
  ...notUnusual,
  ...notManyClinicians,
  ...explanations,
  'safeguarding',
] as const;
type Result = Finding<'many-contacts', ManyContacts> | Silence<(typeof silences)[number]>;

/** F1: far more contact than is usual for the person, with many clinicians. */
export const manyContacts = detector({
  code: 'many-contacts',
  mark: 'F1',
  version: 1,
  audience: { children: false, careHomes: false, hospices: false, anyStaff: false },
  ...explainedParts,
  restsOn: [departure],
  lookBackMonths: 30,
  settings,
  silences,
  detect(history, opening, thresholds, found): Result {
    const { asOf } = opening;
    const window = { from: asOf - thresholds.windowDays, to: asOf };
    const all = contactDays(history, opening);
    const days = itemsIn(all, window);
    const compared = comparison(all, days.length, history, opening, thresholds);
    if (isSilent(compared)) return compared;
    const narrow = whyNotSpread(days, asOf, thresholds) ?? whyOneReason(days, thresholds);
    if (narrow !== undefined) return narrow;
    const past = unusualFor(all, days.length, history, opening, thresholds);
    if (isSilent(past)) return past;
    const seen = manyClinicians(days, window, history, opening, thresholds);
    if (isSilent(seen)) return seen;
    const explanation = whyExplained(history, window, asOf, thresholds);
    if (explanation !== undefined) return explanation;
    if (history.safeguarding.length > 0) return silent('safeguarding');
    const events = { days: days.map(({ day }) => day), ofKind: endsOfBursts(all, thresholds) };
    const after = cameAfter(history, found, events, thresholds);
    const counted = days.flatMap(({ contacts }) => contacts);
    return {
      code: 'many-contacts',
      facts: {
        days: days.length,
        from: isoDay(days[0]?.day ?? window.from),
        clinicians: seen.clinicians,
        usual: Math.round((past.days.length * thresholds.windowDays) / past.observed),
        shortIntervals: shortIntervals(days, thresholds.shortDays),
        ...compared,
        ...after.facts,
      },
      counted: [
        ...[...past.days, ...days].flatMap(({ contacts }) => contacts.map(({ reference }) => reference)),
        ...after.references,
      ],
      notCounted: [],
      span: { from: counted[0]?.day ?? window.from, to: counted.at(-1)?.day ?? asOf },
      number: counted.length,
      unit: 'visits',
      changeKey: history.person.reference,
    };
  },
});

/** Days that end a time as long as the one counted, with as many contact days as may make a card. */
function endsOfBursts(all: readonly ContactDay[], { minDays, windowDays }: Thresholds): readonly Day[] {
  return all.flatMap(({ day }, i) => {
    const first = all[i - minDays + 1];
    return first !== undefined && day - first.day < windowDays ? day : [];
  });
}

/** One illness explains the days on which one coded reason was given often. */
function whyOneReason(
  days: readonly ContactDay[],
  { reasonShare }: Pick<Thresholds, 'reasonShare'>,
): Silence<'one-reason'> | undefined {
  const most = daysOfOneReason(days, reasonShare);
  return most === undefined ? undefined : silent('one-reason', { days: most, of: days.length, below: reasonShare });
}
