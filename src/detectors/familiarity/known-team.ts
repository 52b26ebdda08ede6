import { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { lookBack } from '../../history/calendar.ts';
import { countByClinician } from '../../history/indices.ts';
import { type Visit, visits } from '../../history/visits.ts';
import { countGps } from '../continuity/staffing.ts';
import { detector, type Finding, type NamedClinician } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import { noTeam, teamOf } from './small-team.ts';

/** The members of the small team, most seen first; `of` is the number of visits in the past 12 months. */
export type KnownTeam = {
  readonly members: readonly { readonly clinician: NamedClinician; readonly visits: number; readonly you: boolean }[];
  readonly of: number;
  /** Reference of the team, where it is a recorded one. */
  readonly team?: string;
};

const settings = z.object({
  months: z.int().min(1).max(12).default(12).describe('Months over which the visits are counted'),
  minVisits: z.int().min(1).default(6).describe('Least visits with anyone of the practice'),
  minGpVisits: z.int().min(1).default(3).describe('Least of them with a GP'),
  gpShareBelow: z.number().min(0).max(1).default(0.4).describe('Share of the GP visits that no single GP reaches'),
  minTeamShare: z.number().min(0).max(1).default(0.75).describe('Least share of all visits with the team'),
  minVisitsEach: z.int().min(1).default(3).describe('Least visits with each of the team'),
  maxTeam: z.int().min(2).max(6).default(3).describe('Greatest team that is inferred from visits alone'),
  minRecordedTeam: z.int().min(2).default(2).describe('Least clinicians of a recorded team'),
  maxRecordedTeam: z.int().min(2).default(6).describe('Most clinicians of a recorded team'),
  minGps: z.int().min(1).default(3).describe('Least GPs at the practice'),
});
type Thresholds = z.output<typeof settings>;
const parts = { needs: ['contacts', 'clinicians'], uses: ['teams', 'roles', 'registration'] } as const;
const silences = [
  'visits-name-nobody',
  'too-few-visits',
  'clinician-unread',
  'too-few-gp-visits',
  'share-of-one-gp',
  'few-gps',
  ...noTeam,
] as const;
type Silent = Silence<(typeof silences)[number]>;

/** C2: no single GP, but a small team, knows the person. */
export const knownTeam = detector({
  code: 'known-team',
  mark: 'C2',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 12,
  settings,
  silences,
  detect(history, opening, thresholds): Finding<'known-team', KnownTeam> | Silent {
    const window = lookBack(opening.asOf, thresholds.months);
    const seen = visits(history, window, opening.now, 'all');
    const gp = visits(history, window, opening.now, 'gp');
    if (!seen.attributable) return silent('visits-name-nobody');
    if (seen.counted.length < thresholds.minVisits)
      return silent('too-few-visits', { visits: seen.counted.length, needs: thresholds.minVisits });
    // One clinician under two ids would be taken for a team.
    if (!allCliniciansRead(seen, history)) return silent('clinician-unread');
    const notSpread = whyNotSpread(gp.counted, thresholds);
    if (notSpread !== undefined) return notSpread;
    const gps = countGps(history, opening.asOf);
    if (gps !== undefined && gps < thresholds.minGps) return silent('few-gps', { gps, needs: thresholds.minGps });
    const counts = countByClinician(seen.counted.map(({ clinician }) => clinician));
    const found = teamOf(history, opening, seen.counted, counts, thresholds);
    if (isSilent(found)) return found;
    return {
      code: 'known-team',
      facts: {
        members: found.keys.map((key) => ({
          clinician: toNamedClinician(history, key),
          visits: counts.get(key) ?? 0,
          you: isUser(opening, key),
        })),
        of: seen.counted.length,
        ...(found.team === undefined ? {} : { team: found.team }),
      },
      counted: [...seen.counted.map(({ reference }) => reference), ...(found.team === undefined ? [] : [found.team])],
      notCounted: seen.notCounted,
      span: { from: seen.counted[0]?.day ?? window.from, to: seen.counted.at(-1)?.day ?? opening.asOf },
      number: seen.counted.length,
      unit: 'visits',
      changeKey: found.team ?? found.keys.toSorted().join(' '),
    };
  },
});

/** Why there were too few GP visits, or a single GP had most of them. */
function whyNotSpread(gp: readonly Visit[], { minGpVisits, gpShareBelow }: Thresholds): Silent | undefined {
  if (gp.length < minGpVisits) return silent('too-few-gp-visits', { visits: gp.length, needs: minGpVisits });
  const share = Math.max(...countByClinician(gp.map(({ clinician }) => clinician)).values()) / gp.length;
  return share < gpShareBelow ? undefined : silent('share-of-one-gp', { share, below: gpShareBelow });
}
