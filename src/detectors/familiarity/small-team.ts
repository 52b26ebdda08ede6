import { covers } from '../../history/calendar.ts';
import { worksHere } from '../../history/employment.ts';
import type { ClinicianKey, Team } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import type { Visit } from '../../history/visits.ts';
import type { Seen } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';

type History = Seen<'clinicians', 'teams'>;

interface Limits {
  readonly minTeamShare: number;
  readonly minVisitsEach: number;
  readonly maxTeam: number;
  readonly minRecordedTeam: number;
  readonly maxRecordedTeam: number;
}

/** A few clinicians; `team` is their reference if they are a recorded team. */
interface Members {
  readonly keys: readonly ClinicianKey[];
  readonly team?: string;
}

/** Reasons why no small team knows the person. */
export const noTeam = ['no-small-team', 'seldom-seen-member', 'clinician-not-at-work'] as const;
type NoTeam = Silence<(typeof noTeam)[number]>;

/** The recorded team with most visits; without one, the fewest clinicians with nearly all visits. */
export function teamOf(
  history: History,
  opening: Opening,
  counted: readonly Visit[],
  counts: ReadonlyMap<ClinicianKey, number>,
  limits: Limits,
): Members | NoTeam {
  const ranked = rank(counted, counts);
  const places = new Map(ranked.map((key, place) => [key, place]));
  const teams = (history.teams ?? []).filter((team) => isTeam(team, opening, limits));
  const sizes = Array.from({ length: limits.maxTeam - 1 }, (_, i) => i + 2);
  const candidates: readonly Members[] =
    teams.length > 0
      ? teams.map(({ reference, members }) => ({ keys: inOrder(members, places), team: reference }))
      : sizes.map((size) => ({ keys: ranked.slice(0, size) }));
  const share = ({ keys }: Members) => sum(keys, counts) / counted.length;
  const covering = candidates.filter((one) => share(one) >= limits.minTeamShare);
  const found = teams.length > 0 ? covering.toSorted((a, b) => share(b) - share(a))[0] : covering[0];
  if (found === undefined)
    return silent('no-small-team', { share: Math.max(...candidates.map(share)), needs: limits.minTeamShare });
  return whyNoTeam(found, history, opening, counts, limits) ?? found;
}

function isTeam(team: Team, { asOf }: Opening, limits: Limits): boolean {
  const { minRecordedTeam, maxRecordedTeam } = limits;
  const size = team.members.length;
  return size >= minRecordedTeam && size <= maxRecordedTeam && covers(team, asOf);
}

/** Why one of them was seen too seldom, or works here no longer. */
function whyNoTeam(
  { keys }: Members,
  { clinicians }: History,
  { asOf }: Opening,
  counts: ReadonlyMap<ClinicianKey, number>,
  { minVisitsEach }: Limits,
): NoTeam | undefined {
  const fewest = Math.min(...keys.map((key) => counts.get(key) ?? 0));
  if (fewest < minVisitsEach) return silent('seldom-seen-member', { visits: fewest, needs: minVisitsEach });
  return keys.some((key) => worksHere(clinicians.get(key), asOf) === false)
    ? silent('clinician-not-at-work')
    : undefined;
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
