import type { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { type DateRange, type Day, type IsoDate, isoDay, itemsIn, months } from '../../history/calendar.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import { indices } from '../../history/indices.ts';
import { observableFrom } from '../../history/observable.ts';
import type { Opening } from '../../history/opening.ts';
import { visits } from '../../history/visits.ts';
import { type CameAfter, cameAfter, departure } from '../came-after.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { burstProbability } from '../statistics.ts';
import { type ContactDay, contactDays, daysElsewhere, hasOneReason } from './contact-days.ts';
import { explainedParts, isExplained } from './explained.ts';
import { settings } from './many-contacts-settings.ts';
import { groupOf } from './practice-centile.ts';
import { isSpread, shortIntervals } from './spread.ts';

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
type History = SeenBy<typeof explainedParts>;
type Result = Finding<'many-contacts', ManyContacts>;

const yearDays = 365;

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
  detect(history, opening, thresholds, found): Result | undefined {
    const { asOf } = opening;
    const window = { from: asOf - thresholds.windowDays, to: asOf };
    if (history.safeguarding.length > 0 || isExplained(history, window, asOf, thresholds)) return undefined;
    const all = contactDays(history, opening);
    const days = itemsIn(all, window);
    if (!isSpread(days, asOf, thresholds) || hasOneReason(days, thresholds.reasonShare)) return undefined;
    const past = pastOf(all, window.from, history, opening, thresholds);
    if (past === undefined || !isUnusual(days, past, thresholds)) return undefined;
    const compared = comparison(all, days.length, history, opening, thresholds);
    const clinicians = manyClinicians(days, window, history, opening, thresholds);
    if (compared === undefined || clinicians === undefined) return undefined;
    const events = { days: days.map(({ day }) => day), ofKind: endsOfBursts(all, thresholds) };
    const after = cameAfter(history, found, events, thresholds);
    const counted = days.flatMap(({ contacts }) => contacts);
    return {
      code: 'many-contacts',
      facts: {
        days: days.length,
        from: isoDay(days[0]?.day ?? window.from),
        clinicians,
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

/** The person's own past, and the days of it on which they could have come. */
interface Past {
  readonly days: readonly ContactDay[];
  readonly observed: number;
}

function pastOf(
  all: readonly ContactDay[],
  to: Day,
  history: History,
  opening: Opening,
  { pastMonths, minPastMonths }: Thresholds,
): Past | undefined {
  const range = { from: Math.max(observableFrom(history) ?? to, to - months(pastMonths)), to };
  const observed = range.to - range.from - daysInRanges(daysElsewhere(history, opening), range);
  return observed < months(minPastMonths) ? undefined : { days: itemsIn(all, range), observed };
}

function isUnusual(days: readonly ContactDay[], past: Past, { windowDays, maxP }: Thresholds): boolean {
  return burstProbability(past.days.length, past.observed, windowDays, days.length) <= maxP;
}

/** Days that end a time as long as the one counted, with as many contact days as may make a card. */
function endsOfBursts(all: readonly ContactDay[], { minDays, windowDays }: Thresholds): readonly Day[] {
  return all.flatMap(({ day }, i) => {
    const first = all[i - minDays + 1];
    return first !== undefined && day - first.day < windowDays ? day : [];
  });
}

/** With whom the person is compared; undefined where the contact days are not many by that. */
function comparison(
  all: readonly ContactDay[],
  count: number,
  history: History,
  { asOf, centiles = [] }: Opening,
  { minDays, minDaysAlone, minPeople }: Thresholds,
): Pick<ManyContacts, 'comparedWith' | 'yearBefore'> | undefined {
  const group = groupOf(history.person, asOf, centiles, minPeople);
  if (group === undefined) return count < minDaysAlone ? undefined : { comparedWith: 'own-past', yearBefore: false };
  const isAbove = (to: Day) => itemsIn(all, { from: to - yearDays, to }).length > group.p90;
  if (count < minDays || !isAbove(asOf)) return undefined;
  return { comparedWith: 'practice', yearBefore: isAbove(asOf - yearDays) };
}

/** How many clinicians were seen, if that is many or hardly anyone was seen twice in a row; unread ones may be one person. */
function manyClinicians(
  days: readonly ContactDay[],
  window: DateRange,
  history: History,
  { now }: Opening,
  { minClinicians, minGpVisits, maxSecon }: Thresholds,
): number | undefined {
  if (!allCliniciansRead(visits(history, window, now, 'all'), history)) return undefined;
  const seen = new Set(days.flatMap(({ contacts }) => contacts.flatMap(({ clinician }) => clinician ?? [])));
  if (seen.size >= minClinicians) return seen.size;
  const withGps = visits(history, window, now, 'gp');
  const { secon } = indices(withGps.counted.map(({ clinician }) => clinician));
  const isChanging = secon !== null && secon <= maxSecon && withGps.counted.length >= minGpVisits;
  return isChanging && withGps.attributable ? seen.size : undefined;
}
