import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import type { Relation } from '../../history/history.ts';
import { detector, type Finding } from '../detector.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { lossParts } from './agreement.ts';
import { nearest, noneNear, settings } from './near-anniversary.ts';
import { hasImpairment, unsafe, whyUnsafe } from './unsafe-to-speak.ts';

/** The day on which someone close to the person died comes round. */
export type Anniversary = {
  readonly relation?: Relation;
  readonly died: IsoDate;
  readonly years: number;
  readonly anniversary: IsoDate;
  /** Where it lies, in weeks from Monday to Sunday. */
  readonly when: 'before' | 'last' | 'earlier' | 'today' | 'soon' | 'next' | 'later';
};

const silences = [...noneNear, 'impairment', ...unsafe] as const;
type Result = Finding<'anniversary', Anniversary> | Silence<(typeof silences)[number]>;

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
  silences,
  detect(history, { asOf }, thresholds): Result {
    const near = nearest(history, asOf, thresholds);
    if (isSilent(near)) return near;
    if (hasImpairment(history, false)) return silent('impairment');
    const notSafe = whyUnsafe(history);
    if (notSafe !== undefined) return notSafe;
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
