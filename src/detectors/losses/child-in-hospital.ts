import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import type { ChildStay } from '../../history/history.ts';
import { detector, type Finding } from '../detector.ts';

/** A child of the person is, or was of late, in hospital: when, and nothing else. */
export type ChildInHospital = {
  readonly from: IsoDate;
  readonly to?: IsoDate;
  readonly oneDay: boolean;
};

const settings = z.object({
  endedDays: z.int().min(1).default(30).describe('The stay goes on, or ended fewer days ago'),
  openDays: z.int().min(1).default(180).describe('A stay that began longer ago and has no end was never closed'),
  birthDays: z.int().min(0).default(2).describe('A stay that begins within so many days of birth is that of a newborn'),
  birthStayDays: z.int().min(0).default(5).describe('Least days of a newborn’s stay'),
});
type Thresholds = z.output<typeof settings>;

/** H6: a child under 16 of the same home in hospital. */
export const childInHospital = detector({
  code: 'child-in-hospital',
  mark: 'H6',
  version: 1,
  audience: { children: false, careHomes: true, hospices: false, anyStaff: false },
  offByDefault: true,
  needs: ['person', 'safeguarding', 'childStays'],
  uses: [],
  lookBackMonths: 0,
  settings,
  detect(
    { safeguarding, childStays },
    { asOf },
    thresholds,
  ): Finding<'child-in-hospital', ChildInHospital> | undefined {
    if (safeguarding.length > 0) return undefined;
    const stay = childStays.findLast((one) => isOfNow(one, asOf, thresholds) && !isOfNewborn(one, asOf, thresholds));
    if (stay === undefined) return undefined;
    const { reference, from, to } = stay;
    return {
      code: 'child-in-hospital',
      facts: { from: isoDay(from), ...(to !== undefined && { to: isoDay(to) }), oneDay: to === from },
      counted: [reference],
      notCounted: [],
      span: { from, to: to ?? asOf },
      number: 1,
      unit: 'entries',
      changeKey: `${reference} ${isoDay(from)}`,
    };
  },
});

function isOfNow({ from, to }: ChildStay, asOf: Day, { endedDays, openDays }: Thresholds): boolean {
  if (from > asOf) return false;
  return to === undefined ? asOf - from <= openDays : to >= from && asOf - to < endedDays;
}

/** A healthy newborn stays for a few days with whoever gave birth. */
function isOfNewborn({ from, to, daysOld }: ChildStay, asOf: Day, { birthDays, birthStayDays }: Thresholds): boolean {
  return daysOld <= birthDays && (to ?? asOf) - from < birthStayDays;
}
