import { z } from 'zod';
import { type Day, type IsoDate, isoDay, parseDay } from '../../history/calendar.ts';
import type { Relation } from '../../history/history.ts';
import { detector, type Finding, type SeenBy } from '../detector.ts';
import { agreement, lossParts } from './agreement.ts';
import { contradicted, type Death, deathsIn, recordsOf } from './deaths.ts';
import { spokenOf } from './spoken-of.ts';
import { hasImpairment, isUnsafeToSpeak } from './unsafe-to-speak.ts';

/** The day on which someone close to the person died comes round. */
export type Anniversary = {
  readonly relation?: Relation;
  readonly died: IsoDate;
  readonly years: number;
  readonly anniversary: IsoDate;
  /** Where it lies, in weeks from Monday to Sunday. */
  readonly when: 'before' | 'last' | 'earlier' | 'today' | 'soon' | 'next' | 'later';
};

const settings = z.object({
  days: z.int().min(0).default(14).describe('Days before and after the anniversary'),
  years: z.int().min(1).default(5).describe('The last anniversary that is noticed'),
  yearsForChild: z.int().min(1).default(10).describe('The same where a child has died'),
  yearsForSibling: z.int().min(1).default(1).describe('The same where a brother or sister has died'),
  ...agreement,
});
type Thresholds = z.output<typeof settings>;
type History = SeenBy<typeof lossParts>;

/** An anniversary about now. */
interface Near {
  readonly records: readonly [Death, ...Death[]];
  readonly years: number;
  readonly day: Day;
}

/** H7: the anniversary of a death of which the person has spoken here before. */
export const anniversary = detector({
  code: 'anniversary',
  mark: 'H7',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  offByDefault: true,
  silentWith: ['bereavement'],
  ...lossParts,
  lookBackMonths: 0,
  settings,
  detect(history, { asOf }, thresholds): Finding<'anniversary', Anniversary> | undefined {
    if (isUnsafeToSpeak(history) || hasImpairment(history, false)) return undefined;
    const near = nearest(history, asOf, thresholds);
    if (near === undefined) return undefined;
    const { records, years, day } = near;
    const [death] = records;
    return {
      code: 'anniversary',
      facts: {
        ...(death.relation !== undefined && { relation: death.relation }),
        died: isoDay(death.day),
        years,
        anniversary: isoDay(day),
        when: whenIs(day, asOf),
      },
      counted: records.map(({ reference }) => reference),
      notCounted: [],
      span: { from: death.day, to: death.day },
      number: records.length,
      unit: 'entries',
      changeKey: `${isoDay(death.day)} ${years}`,
    };
  },
});

/** That of the latest death, where several are about now. */
function nearest(history: History, asOf: Day, thresholds: Thresholds): Near | undefined {
  const { surely } = spokenOf(history, asOf);
  const lastSpoken = Math.max(...[-Infinity, ...surely]);
  const deaths = deathsIn(history, asOf);
  const isContradicted = contradicted(deaths, thresholds);
  for (const one of deaths.toReversed()) {
    if (!one.exact || lastSpoken < one.day || anniversaryOf(one, asOf, thresholds) === undefined) continue;
    const records = recordsOf(one, deaths, thresholds);
    if (records.some(isContradicted)) continue;
    const found = records[0].exact ? anniversaryOf(records[0], asOf, thresholds) : undefined;
    if (found !== undefined) return { records, ...found };
  }
  return undefined;
}

function anniversaryOf(
  { day, kind }: Death,
  asOf: Day,
  thresholds: Thresholds,
): Pick<Near, 'years' | 'day'> | undefined {
  const { days, years: usual, yearsForChild, yearsForSibling } = thresholds;
  const most = kind === 'child' ? yearsForChild : kind === 'sibling' ? yearsForSibling : usual;
  const begun = Math.round((asOf - day) / 365.2425);
  if (begun < 1 || begun > most) return undefined;
  const returns = yearsAfter(day, begun);
  return Math.abs(returns - asOf) <= days ? { years: begun, day: returns } : undefined;
}

/** The same day in a later year; 28 February where it was the 29th and there is none. */
function yearsAfter(day: Day, years: number): Day {
  const [year = '', month, date] = isoDay(day).split('-');
  const same = `${Number(year) + years}-${month}`;
  return parseDay(`${same}-${date}`) ?? parseDay(`${same}-28`) ?? day;
}

function whenIs(day: Day, asOf: Day): Anniversary['when'] {
  if (day === asOf) return 'today';
  const weeks = weekOf(day) - weekOf(asOf);
  if (weeks === 0) return day < asOf ? 'earlier' : 'soon';
  if (weeks < 0) return weeks === -1 ? 'last' : 'before';
  return weeks === 1 ? 'next' : 'later';
}

/** Weeks from Monday; day 0, 1 January 1970, was a Thursday. */
function weekOf(day: Day): number {
  return Math.floor((day + 3) / 7);
}
