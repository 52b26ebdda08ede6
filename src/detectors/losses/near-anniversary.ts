import { z } from 'zod';
import { type Day, isoDay, parseDay } from '../../history/calendar.ts';
import type { SeenBy } from '../detector.ts';
import { furthest, isSilent, type Silence, silent } from '../silence.ts';
import { agreement, type lossParts } from './agreement.ts';
import { contradicted, type Death, deathsIn, recordsOf, whyNoDeath } from './deaths.ts';
import { spokenOf } from './spoken-of.ts';

/** Thresholds of H7. */
export const settings = z.object({
  days: z.int().min(0).default(14).describe('Days before and after the anniversary'),
  years: z.int().min(1).default(5).describe('The last anniversary that is noticed'),
  yearsForChild: z.int().min(1).default(10).describe('The same where a child has died'),
  yearsForSibling: z.int().min(1).default(1).describe('The same where a brother or sister has died'),
  ...agreement,
});
type Thresholds = z.output<typeof settings>;
type History = SeenBy<typeof lossParts>;
/** Reasons why no anniversary is near. */
export const noneNear = [
  'nothing-found',
  'hidden-death',
  'day-not-known',
  'not-spoken-of',
  'before-first-anniversary',
  'too-many-years',
  'no-anniversary-near',
  'sources-differ',
] as const;
type NoneNear = Silence<(typeof noneNear)[number]>;
/** An anniversary about now. */
interface Near {
  readonly records: readonly [Death, ...Death[]];
  readonly years: number;
  readonly day: Day;
}

/** The anniversary of a death that was spoken of: that of the latest death, where several are about now. */
export function nearest(history: History, asOf: Day, thresholds: Thresholds): Near | NoneNear {
  const { surely } = spokenOf(history, asOf);
  const lastSpoken = Math.max(...[-Infinity, ...surely]);
  const deaths = deathsIn(history, asOf);
  const isContradicted = contradicted(deaths, thresholds);
  const nearOf = (death: Death): Near | NoneNear => {
    if (!death.exact) return silent('day-not-known');
    if (lastSpoken < death.day) return silent('not-spoken-of', { since: isoDay(death.day) });
    const own = anniversaryOf(death, asOf, thresholds);
    if (isSilent(own)) return own;
    const records = recordsOf(death, deaths, thresholds);
    if (records.some(isContradicted)) return silent('sources-differ', { most: thresholds.sameDeathDays });
    const [first] = records;
    if (!first.exact) return silent('day-not-known');
    const found = anniversaryOf(first, asOf, thresholds);
    return isSilent(found) ? found : { records, ...found };
  };
  const silences: NoneNear[] = [];
  for (const death of deaths.toReversed()) {
    const near = nearOf(death);
    if (!isSilent(near)) return near;
    silences.push(near);
  }
  return furthest(silences, noneNear) ?? whyNone(history);
}

/** Why there is no death whose day or month is known. */
function whyNone(history: History): NoneNear {
  const { losses, familyLosses = [] } = history;
  const isUndated = [...losses, ...familyLosses].some(({ died }) => died === undefined);
  return isUndated ? silent('day-not-known') : whyNoDeath(history);
}

function anniversaryOf(
  { day, kind }: Death,
  asOf: Day,
  thresholds: Thresholds,
): Pick<Near, 'years' | 'day'> | Silence<'before-first-anniversary' | 'too-many-years' | 'no-anniversary-near'> {
  const { days, years: usual, yearsForChild, yearsForSibling } = thresholds;
  const most = kind === 'child' ? yearsForChild : kind === 'sibling' ? yearsForSibling : usual;
  const agoDays = asOf - day;
  const years = Math.round(agoDays / 365.2425);
  if (years < 1) return silent('before-first-anniversary', { agoDays });
  if (years > most) return silent('too-many-years', { years, most });
  const returns = yearsAfter(day, years);
  const awayDays = Math.abs(returns - asOf);
  return awayDays <= days ? { years, day: returns } : silent('no-anniversary-near', { awayDays, most: days });
}

/** The same day in a later year; 28 February where it was the 29th and there is none. */
function yearsAfter(day: Day, years: number): Day {
  const [year = '', month, date] = isoDay(day).split('-');
  const same = `${Number(year) + years}-${month}`;
  return parseDay(`${same}-${date}`) ?? parseDay(`${same}-28`) ?? day;
}
