import type { PracticeReplayWords } from '../../cards/wording/practice-replay-words.ts';
import type { Words } from '../../cards/words.ts';
import { codes } from '../../detectors/index.ts';
import { type Counts, countsOf } from '../counts.ts';
import type { RunFacts } from '../work.ts';
import type { OpenedAt } from './options.ts';
import { type Printed, per100, printed } from './small-numbers.ts';

/** What the figures can't show, as sentences; small counts are left out of them. */
export function limitSentences(
  counts: Counts,
  facts: Pick<RunFacts, 'failedPeople' | 'lostShards'>,
  { openings, limit, openedAt }: { readonly openings: number; readonly limit: number; readonly openedAt: OpenedAt },
  { wording, format, number }: Words,
): readonly string[] {
  const { limits } = wording.practiceReplay;
  const say = (name: keyof PracticeReplayWords['limits'], values: Readonly<Record<string, string>>) =>
    format(limits[name], values);
  return [
    ...(facts.failedPeople > 0 ? [say('lostPeople', { count: number(facts.failedPeople) })] : []),
    ...(facts.lostShards.length > 0 ? [say('lostShards', { count: number(facts.lostShards.length) })] : []),
    ...[limits.corrected, limits.sameDay, limits.today, limits.roles, limits.relatives, limits.answers, limits.start],
    ...fieldShares(counts).map(({ field, has, of }) =>
      say(field, { share: of === 0 ? '0' : number(Math.round((100 * has) / of)), of: number(of) }),
    ),
    ...Object.entries({ ...limitCounts(counts), ...logCounts(counts, openings, openedAt) }).flatMap(([name, count]) => {
      const shown = printed(count, count, limit);
      const own = limitNames.find((one) => one === name);
      return count === 0 || own === undefined
        ? []
        : [say(own, { count: shown === 'few' ? `<${limit}` : number(shown) })];
    }),
    ...notRun(counts).flatMap(({ code, times }) => {
      const share = per100(printed(times, times, limit), printed(openings, openings, limit));
      if (share === 'few') return [];
      const title = codes.find((one) => one === code);
      return title === undefined
        ? []
        : [say('notRun', { title: wording.descriptions[title].title, share: whole(share, number) })];
    }),
  ];
}

const limitNames = [
  'died-undated',
  'closed',
  'before-registration',
  'user-unknown',
  'unreadable',
  'not-in-export',
] as const;

function limitCounts(counts: Counts): Readonly<Record<string, number>> {
  return Object.fromEntries(limitNames.map((name) => [name, countOf(counts, ['limit', name])]));
}

/** Openings of a log that name nobody, and those of which nobody's record came or which lie outside the days. */
function logCounts(counts: Counts, openings: number, openedAt: OpenedAt): Readonly<Record<string, number>> {
  if (openedAt.kind !== 'log') return {};
  const unknown = countOf(counts, ['limit', 'user-unknown']);
  return {
    'user-unknown': unknown + openedAt.unnamed,
    'not-in-export': Math.max(0, openedAt.openings.length - unknown - openings),
  };
}

function whole(share: Printed, number: (count: number) => string): string {
  return share === 'few' ? '' : number(Math.round(share));
}

/** Appointments, problems and roles that say when they were made, recorded, or begin or end. */
function fieldShares(counts: Counts) {
  const roles = new Map(countsOf(counts, 'role').map(({ of: [reference, has] }) => [reference, has === 1]));
  const ofRoles = { field: 'period' as const, has: [...roles.values()].filter(Boolean).length, of: roles.size };
  const ofEntries = (['created', 'recordedDate'] as const).map((field) => {
    const has = countOf(counts, ['field', field, 1]);
    return { field, has, of: has + countOf(counts, ['field', field, 0]) };
  });
  return [...ofEntries, ofRoles];
}

/** Openings at which a detection did not run, by detection: one part is enough to name. */
function notRun(counts: Counts) {
  const times = new Map<string, number>();
  for (const {
    of: [code],
    count,
  } of countsOf(counts, 'skipped'))
    times.set(String(code), (times.get(String(code)) ?? 0) + count);
  return codes.flatMap((code) => {
    const skipped = times.get(code);
    return skipped === undefined ? [] : [{ code, times: skipped }];
  });
}

function countOf(counts: Counts, key: readonly (string | number)[]): number {
  return counts.get(JSON.stringify(key)) ?? 0;
}
