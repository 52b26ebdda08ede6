import { z } from 'zod';
import { type IsoDate, isoDay, lookBack } from '../../history/calendar.ts';
import { worksHere } from '../../history/employment.ts';
import { namedClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { detector, type Finding, type NamedClinician } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { absenceOf, absenceSettings, noAbsence } from './absence.ts';
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
const silences = [
  'visits-name-nobody',
  'no-visits',
  'not-usual-clinician',
  'user-is-the-clinician',
  'roles-unread',
  'clinician-not-at-work',
  ...noAbsence,
  'nothing-open',
] as const;
type Result = Finding<'usual-clinician-away', UsualClinicianAway> | Silence<(typeof silences)[number]>;

/** A2: the usual clinician has been away for some time, and something is open for the person. */
export const usualClinicianAway = detector({
  code: 'usual-clinician-away',
  mark: 'A2',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Result {
    const { asOf, now } = opening;
    const seen = visits(history, lookBack(asOf, thresholds.months), now, 'gp');
    if (!seen.attributable) return silent('visits-name-nobody');
    const usual = usualClinician(seen.counted, namedClinician(history, asOf));
    if (usual === undefined) return silent('no-visits');
    if (!usual.established) return silent('not-usual-clinician', { visits: usual.visits.length, of: usual.of });
    if (isUser(opening, usual.clinician)) return silent('user-is-the-clinician');
    const atWork = worksHere(history.clinicians.get(usual.clinician), asOf);
    if (atWork === undefined) return silent('roles-unread');
    if (!atWork) return silent('clinician-not-at-work');
    const absence = absenceOf(usual.clinician, history, asOf, thresholds);
    if (isSilent(absence)) return absence;
    const open = openItem(history, seen.counted, opening, thresholds.usualGapShare);
    if (open === undefined) return silent('nothing-open');
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
