import { z } from 'zod';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { worksHere } from '../../history/employment.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician, type UsualClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { absenceOf, absenceSettings } from './absence.ts';
import { type OpenItem, openItem } from './open-item.ts';

/** `visits` of the person's last `of` GP visits were with the clinician. */
export type UsualClinicianAway = {
  readonly clinician: NamedClinician;
  readonly visits: number;
  readonly of: number;
  /** The absence is recorded; otherwise it is inferred, and `lastActive` is given. */
  readonly recorded: boolean;
  /** Last day with any recorded consultation here. */
  readonly lastActive?: IsoDate;
  /** Last day of the recorded absence, if known. */
  readonly awayUntil?: IsoDate;
} & OpenItem;

const settings = absenceSettings.extend({
  months: z.int().min(1).default(36).describe('Months in which the usual clinician is looked for'),
  usualGapShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe('Share of the person’s own median interval from which a visit is nearly due'),
});
const parts = {
  needs: ['person', 'contacts', 'roles', 'clinicians'],
  uses: ['activity', 'bookings', 'plans', 'registration', 'teams'],
} as const;
type History = SeenBy<typeof parts>;
type Result = Finding<'usual-clinician-away', UsualClinicianAway>;

/** A2: the usual clinician has been away for some time, and something is open for the person. */
export const usualClinicianAway = detector({
  code: 'usual-clinician-away',
  mark: 'A2',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const { asOf, now } = opening;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    const usual = seen.attributable ? usualClinician(seen.counted, namedClinician(history, asOf)) : undefined;
    if (usual === undefined || !isMissed(usual, history, opening)) return undefined;
    const absence = absenceOf(usual.clinician, history, asOf, thresholds);
    const open = openItem(history, seen.counted, opening, thresholds.usualGapShare);
    if (absence === undefined || open === undefined) return undefined;
    const { recorded, since, last, until, roles } = absence;
    const { references, ...item } = open;
    return {
      code: 'usual-clinician-away',
      facts: {
        clinician: toNamedClinician(history, usual.clinician),
        visits: usual.visits.length,
        of: usual.of,
        recorded,
        ...(last !== undefined && { lastActive: isoDay(last) }),
        ...(until !== undefined && { awayUntil: isoDay(until) }),
        ...item,
      },
      counted: [...[...seen.counted, ...roles].map(({ reference }) => reference), ...references],
      notCounted: seen.notCounted,
      span: { from: seen.counted[0]?.day ?? asOf, to: seen.counted.at(-1)?.day ?? asOf },
      number: seen.counted.length,
      unit: 'visits',
      changeKey: `${usual.clinician} ${isoDay(since)}`,
    };
  },
});

/** Well known to the person, still employed here, and not the one who opened the chart. */
function isMissed({ clinician, established }: UsualClinician, history: History, opening: Opening): boolean {
  return (
    established && !isUser(opening, clinician) && worksHere(history.clinicians.get(clinician), opening.asOf) === true
  );
}
