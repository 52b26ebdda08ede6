import type { Day } from '../../../history/calendar.ts';
import type { Sign } from '../../../history/history.ts';
import { count, type JsonObject, objects } from '../../json.ts';
import { inDays } from '../../record/duration.ts';
import { matcherOf } from './requirement.ts';
import type { Search } from './search.ts';

type Seen = Sign['seen'][number];

/** What can be seen of a sign. */
export type SignSeen = Pick<Sign, 'withinDays' | 'seen'>;

/** A trigger has one or a few; of more it is not asked whether they are all there. */
const maxRequirements = 10;

/** Keeping a match and putting it in order costs about as much as looking at this many elements. */
const costOfMatch = 20;

/**
 * Everything of the person's own that is a sign, by its DataRequirements (hl7.org/fhir/R4/metadatatypes.html#DataRequirement):
 * of several all must be there within the window, and the latest of them makes the sign.
 */
export function seenOf(requirements: unknown, windowDays: number, search: Search): SignSeen {
  const { tally } = search.context;
  const usable = objects(requirements, tally);
  const within = usable.flatMap(({ dateFilter }) =>
    objects(dateFilter).flatMap(({ valueDuration }) => inDays(valueDuration) ?? []),
  );
  const withinDays = within.length === 0 ? undefined : within.reduce((a, b) => Math.min(a, b));
  const isWhole =
    requirements !== undefined && usable.length === (Array.isArray(requirements) ? requirements.length : 1);
  if (usable.length > maxRequirements) count(tally, 'too-many-signs');
  const isLookedFor = isWhole && usable.length <= maxRequirements;
  const each = isLookedFor ? usable.map((one) => matchesOf(one, search)) : [];
  return { withinDays, seen: together(each, Math.min(windowDays, withinDays ?? windowDays)) };
}

/** For every day of a match: the latest match of each until then, where none is older than the window. */
function together(each: readonly (readonly Seen[])[], windowDays: number): readonly Seen[] {
  const [only] = each;
  if (only === undefined || each.length === 1) return only ?? [];
  const days = [...new Set(each.flatMap((matches) => matches.map(({ day }) => day)))].sort((a, b) => a - b);
  const next = each.map(() => 0);
  return days.flatMap((day) => {
    const latest = each.map((matches, i) => {
      while ((matches[next[i] ?? 0]?.day ?? Number.POSITIVE_INFINITY) <= day) next[i] = (next[i] ?? 0) + 1;
      return matches[(next[i] ?? 0) - 1];
    });
    const found = latest.filter((one) => one !== undefined && day - one.day <= windowDays);
    const references = new Set(found.flatMap((one) => one?.references ?? []));
    return found.length < each.length ? [] : [{ references: [...references], day }];
  });
}

/** What fulfils a requirement, in the order of the days; nothing where the budget did not last to the end. */
function matchesOf(requirement: JsonObject, search: Search): readonly Seen[] {
  const { budget, tally } = search.evaluation;
  const found: { references: string[]; day: Day }[] = [];
  const matcher = budget.left < 0 ? undefined : matcherOf(requirement, search);
  for (const one of matcher === undefined ? [] : search.resources(matcher.type)) {
    if (budget.left < 0) break;
    const day = matcher?.isMatch(one) ? matcher.dayOf(one) : undefined;
    if (day === undefined) continue;
    budget.left -= costOfMatch;
    found.push({ references: [`${matcher?.type}/${one.id}`], day });
  }
  if (budget.left >= 0) return found.sort(byDay);
  // What was found in a part of the record says nothing of the rest.
  count(tally, 'too-many-signs');
  return [];
}

function byDay(a: Seen, b: Seen): number {
  return a.day - b.day || ((a.references[0] ?? '') < (b.references[0] ?? '') ? -1 : 1);
}
