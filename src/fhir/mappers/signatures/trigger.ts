import type { Day } from '../../../history/calendar.ts';
import type { Sign } from '../../../history/history.ts';
import { count, type JsonObject, objects } from '../../json.ts';
import { inDays } from '../../record/duration.ts';
import { matcherOf } from './requirement.ts';
import type { Search } from './search.ts';

type Occurrence = Sign['seen'][number];

/** Where a sign occurs in the record. */
export type SignOccurrences = Pick<Sign, 'withinDays' | 'seen'>;

/** A trigger has one or a few requirements; one with more is not searched for. */
const maxRequirements = 10;

/** Keeping a match and putting it in order costs about as much as looking at this many elements. */
const costOfMatch = 20;

/**
 * The resources that are a sign by its DataRequirements (hl7.org/fhir/R4/metadatatypes.html#DataRequirement): if there are
 * several, all must be met within the window, and the latest match dates the sign.
 */
export function occurrencesOf(requirements: unknown, windowDays: number, search: Search): SignOccurrences {
  const { tally } = search.context;
  const usable = objects(requirements, tally);
  const within = usable.flatMap(({ dateFilter }) =>
    objects(dateFilter).flatMap(({ valueDuration }) => inDays(valueDuration) ?? []),
  );
  const withinDays = within.length === 0 ? undefined : within.reduce((a, b) => Math.min(a, b));
  const areAllUsable =
    requirements !== undefined && usable.length === (Array.isArray(requirements) ? requirements.length : 1);
  if (usable.length > maxRequirements) count(tally, 'too-many-signs');
  const isSearched = areAllUsable && usable.length <= maxRequirements;
  const each = isSearched ? usable.map((one) => matchesOf(one, search)) : [];
  return { withinDays, seen: combined(each, Math.min(windowDays, withinDays ?? windowDays)) };
}

/** For every day with a match: the latest match of each requirement until then, if none is older than the window. */
function combined(each: readonly (readonly Occurrence[])[], windowDays: number): readonly Occurrence[] {
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

/** What meets a requirement, by day; nothing if the budget ran out. */
function matchesOf(requirement: JsonObject, search: Search): readonly Occurrence[] {
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
  // A search of only a part of the record proves nothing about the rest.
  count(tally, 'too-many-signs');
  return [];
}

function byDay(a: Occurrence, b: Occurrence): number {
  return a.day - b.day || ((a.references[0] ?? '') < (b.references[0] ?? '') ? -1 : 1);
}
