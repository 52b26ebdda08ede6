import { z } from 'zod';
import { allCliniciansRead } from '../../history/all-clinicians-read.ts';
import { covers, lookBack } from '../../history/calendar.ts';
import { worksHere } from '../../history/employment.ts';
import type { ClinicianKey, Team } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import type { Opening } from '../../history/opening.ts';
import { type Visit, visits } from '../../history/visits.ts';
import { countGps } from '../continuity/staffing.ts';
import { detector, type Finding, type NamedClinician, type SeenBy } from '../detector.ts';
import { isUser, toNamedClinician } from '../naming.ts';

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
type History = SeenBy<typeof parts>;
type Result = Finding<'known-team', KnownTeam>;

/** A few clinicians; `team` is their reference if they are a recorded team. */
interface Members {
  readonly keys: readonly ClinicianKey[];
  readonly team?: string;
}

/** C2: no single GP, but a small team, knows the person. */
export const knownTeam = detector({
  code: 'known-team',
  mark: 'C2',
  version: 1,
  audience: { children: true, careHomes: true, hospices: true, anyStaff: false },
  ...parts,
  lookBackMonths: 12,
  settings,
  detect(history, opening, thresholds): Result | undefined {
    const window = lookBack(opening.asOf, thresholds.months);
    const seen = visits(history, window, opening.now, 'all');
    const gp = visits(history, window, opening.now, 'gp');
    if (!seen.attributable || seen.counted.length < thresholds.minVisits) return undefined;
    // One clinician under two ids would be taken for a team.
    if (!allCliniciansRead(seen, history) || !isSpread(gp.counted, thresholds)) return undefined;
    const gps = countGps(history, opening.asOf);
    if (gps !== undefined && gps < thresholds.minGps) return undefined;
    const counts = countByClinician(seen.counted.map(({ clinician }) => clinician));
    const found = teamOf(history, opening, seen.counted, counts, thresholds);
    if (found === undefined) return undefined;
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

/** There were GP visits, and no single GP had most of them. */
function isSpread(gp: readonly Visit[], { minGpVisits, gpShareBelow }: Thresholds): boolean {
  const most = Math.max(...countByClinician(gp.map(({ clinician }) => clinician)).values());
  return gp.length >= minGpVisits && most / gp.length < gpShareBelow;
}

/** The recorded team with most visits; without one, the fewest clinicians with nearly all visits. */
function teamOf(
  history: History,
  opening: Opening,
  counted: readonly Visit[],
  counts: ReadonlyMap<ClinicianKey, number>,
  thresholds: Thresholds,
): Members | undefined {
  const ranked = rank(counted, counts);
  const places = new Map(ranked.map((key, place) => [key, place]));
  const teams = (history.teams ?? []).filter((team) => isTeam(team, opening, thresholds));
  const sizes = Array.from({ length: thresholds.maxTeam - 1 }, (_, i) => i + 2);
  const candidates: readonly Members[] =
    teams.length > 0
      ? teams.map(({ reference, members }) => ({ keys: inOrder(members, places), team: reference }))
      : sizes.map((size) => ({ keys: ranked.slice(0, size) }));
  const share = ({ keys }: Members) => sum(keys, counts) / counted.length;
  const covering = candidates.filter((one) => share(one) >= thresholds.minTeamShare);
  const found = teams.length > 0 ? covering.toSorted((a, b) => share(b) - share(a))[0] : covering[0];
  return found?.keys.every((key) => isMember(key, history, opening, counts, thresholds)) ? found : undefined;
}

function isTeam(team: Team, { asOf }: Opening, thresholds: Thresholds): boolean {
  const { minRecordedTeam, maxRecordedTeam } = thresholds;
  const size = team.members.length;
  return size >= minRecordedTeam && size <= maxRecordedTeam && covers(team, asOf);
}

function isMember(
  key: ClinicianKey,
  { clinicians }: History,
  { asOf }: Opening,
  counts: ReadonlyMap<ClinicianKey, number>,
  { minVisitsEach }: Thresholds,
): boolean {
  return (counts.get(key) ?? 0) >= minVisitsEach && worksHere(clinicians.get(key), asOf) !== false;
}

/** Most seen first; of equals, the one seen last. */
function rank(counted: readonly Visit[], counts: ReadonlyMap<ClinicianKey, number>): ClinicianKey[] {
  const latest = [...new Set(counted.toReversed().map(({ clinician }) => clinician))];
  return latest.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

function inOrder(members: readonly ClinicianKey[], places: ReadonlyMap<ClinicianKey, number>): ClinicianKey[] {
  const place = (key: ClinicianKey) => places.get(key) ?? places.size;
  return members.toSorted((a, b) => place(a) - place(b));
}

function sum(keys: readonly ClinicianKey[], counts: ReadonlyMap<ClinicianKey, number>): number {
  return keys.reduce((total, key) => total + (counts.get(key) ?? 0), 0);
}
