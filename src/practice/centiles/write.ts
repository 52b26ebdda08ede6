import { writeFile } from 'node:fs/promises';
import { type Day, isoDay } from '../../history/calendar.ts';
import type { CentileGroup } from '../../history/practice-centiles.ts';
import { type Counts, countsOf } from '../counts.ts';
import { RunRefused } from '../refused.ts';
import type { RunFacts } from '../work.ts';
import { type DaysOfGroup, groupsOf } from './groups.ts';

/** Below this share of contacts with a known clinician, the counts would say more about the record than about people. */
const leastAttributable = 0.8;
const sexes = ['female', 'male'] as const;
const yearDays = 365;

/** One practice in the file of PRACTICE_CENTILES. */
interface PracticeFile {
  readonly asOf: string;
  readonly from: string;
  readonly groups: readonly CentileGroup[];
  readonly omitted: Readonly<Record<string, number | readonly string[]>>;
}

/**
 * Writes the file of PRACTICE_CENTILES: of one practice, or of several by an identifier of each.
 * @returns lines for the console
 * @throws RunRefused where too few contacts say whom they were with, or a practice among several has no identifier
 */
export async function writeCentiles(counts: Counts, facts: RunFacts, file: string): Promise<readonly string[]> {
  const practices = [...new Set(countsOf(counts, 'days').map(({ of: [practice] }) => String(practice)))].sort();
  if (practices.length === 0) throw new RunRefused('nobody was registered here through the last twelve months');
  for (const practice of practices) refuseUnattributable(counts, practice, facts);
  const omitted = Object.fromEntries(countsOf(counts, 'left-out').map(({ of: [why], count }) => [String(why), count]));
  const files = practices.map((practice) => [practice, practiceFile(counts, practice, facts.asOf, omitted)] as const);
  const [only] = files;
  const json = files.length === 1 && only !== undefined ? only[1] : { practice: byIdentifier(files, facts) };
  await writeFile(file, `${JSON.stringify(json, undefined, 2)}\n`, { mode: 0o600 });
  const groups = files.map(([, { groups: own }]) => own.length).reduce((sum, one) => sum + one, 0);
  return [`${file}: ${groups} groups of ${files.length === 1 ? 'one practice' : `${files.length} practices`}`];
}

function refuseUnattributable(counts: Counts, practice: string, { nameOf }: RunFacts): void {
  const of = (kind: string) => countsOf(counts, kind).find((one) => one.of[0] === practice)?.count ?? 0;
  const attributed = of('attributed');
  const share = attributed / (attributed + of('unattributed'));
  if (share >= leastAttributable) return;
  throw new RunRefused(
    `${nameOf(practice) ?? practice}: only ${Math.floor(share * 100)} % of contacts name their clinician; ${leastAttributable * 100} % are needed`,
  );
}

function practiceFile(
  counts: Counts,
  practice: string,
  asOf: Day,
  omitted: Readonly<Record<string, number>>,
): PracticeFile {
  const own = countsOf(counts, 'days').filter(({ of }) => of[0] === practice);
  const bySex = sexes.map((sex) => ({ sex, groups: groupsOf(sex, byAge(own.filter(({ of }) => of[1] === sex))) }));
  return {
    asOf: isoDay(asOf),
    from: isoDay(asOf - yearDays),
    groups: bySex.flatMap(({ groups }) => groups),
    omitted: { ...omitted, sexes: bySex.filter(({ groups }) => groups.length === 0).map(({ sex }) => sex) },
  };
}

function byAge(own: ReturnType<typeof countsOf>): readonly DaysOfGroup[] {
  const groups = Map.groupBy(own, ({ of }) => Number(of[2]));
  return [...groups].map(([from, all]) => ({
    from,
    people: new Map(all.map(({ of, count }) => [Number(of[3]), count])),
  }));
}

function byIdentifier(
  files: readonly (readonly [practice: string, file: PracticeFile])[],
  { identifierOf, nameOf }: RunFacts,
): Readonly<Record<string, PracticeFile>> {
  const entries = files.map(([practice, file]) => {
    const identifier = identifierOf(practice);
    if (identifier === undefined)
      throw new RunRefused(`${nameOf(practice) ?? practice}: has no identifier, which tells practices apart`);
    return [identifier, file] as const;
  });
  return Object.fromEntries(entries);
}
