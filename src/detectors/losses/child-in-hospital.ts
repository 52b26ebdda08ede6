import { z } from 'zod';
import { type Day, type IsoDate, isoDay } from '../../history/calendar.ts';
import type { ChildStay } from '../../history/history.ts';
import { detector, type Finding } from '../detector.ts';
import { furthest, type Silence, silent } from '../silence.ts';

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
const notShown = ['never-closed', 'end-before-start', 'too-long-ago', 'newborn'] as const;
const silences = ['nothing-found', ...notShown, 'safeguarding'] as const;
type Result = Finding<'child-in-hospital', ChildInHospital> | Silence<(typeof silences)[number]>;

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
  silences,
  detect({ safeguarding, childStays }, { asOf }, thresholds): Result {
    const stay = childStays.findLast((one) => whyNotShown(one, asOf, thresholds) === undefined);
    if (stay === undefined) {
      const reasons = childStays.flatMap((one) => whyNotShown(one, asOf, thresholds) ?? []);
      return furthest(reasons, silences) ?? silent('nothing-found');
    }
    if (safeguarding.length > 0) return silent('safeguarding');
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

/** It is not of now, or that of a healthy newborn, who stays for a few days with whoever gave birth. */
function whyNotShown(
  { from, to, daysOld }: ChildStay,
  asOf: Day,
  { endedDays, openDays, birthDays, birthStayDays }: Thresholds,
): Silence<(typeof notShown)[number]> | undefined {
  if (to === undefined && asOf - from > openDays)
    return silent('never-closed', { agoDays: asOf - from, most: openDays });
  if (to !== undefined && to < from) return silent('end-before-start');
  if (to !== undefined && asOf - to >= endedDays)
    return silent('too-long-ago', { agoDays: asOf - to, most: endedDays - 1 });
  const days = (to ?? asOf) - from;
  return daysOld <= birthDays && days < birthStayDays ? silent('newborn', { days, needs: birthStayDays }) : undefined;
}
