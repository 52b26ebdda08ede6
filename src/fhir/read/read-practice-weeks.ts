import type { Day } from '../../history/calendar.ts';
import type { Known } from '../../history/history.ts';
import { silenceWeeks } from '../../history/silence-weeks.ts';
import type { FhirClient } from '../client/client.ts';
import { type Failure, unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { JsonObject } from '../json.ts';
import type { Silence, WeekRows } from '../mappers/index.ts';
import { isRestricted } from '../record/restricted.ts';
import type { FhirVersion } from '../versions/index.ts';
import { isNewestFirst, rowOf } from './read-activity.ts';
import { weekSearch } from './staff-searches.ts';

/**
 * Reads what the practice did in the first, the middle and the last whole week of a silence, one page each: where it did
 * nothing at all, the gap is the feed's and not the person's.
 */
export async function readPracticeWeeks(
  client: FhirClient,
  silence: Silence,
  version: FhirVersion,
  budget: ResourceBudget,
): Promise<Known<readonly WeekRows[]>> {
  const read = await Promise.all(
    silenceWeeks(silence).map((monday) => readWeek(client, monday, silence, version, budget)),
  );
  const weeks = read.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const failure = read.find((one) => typeof one === 'string');
  return failure === undefined ? { known: true, value: weeks } : { known: false, why: unreadReason(failure) };
}

/** One page of what was done in a week and before, at an organisation or else by these clinicians. */
export async function readWeek(
  client: FhirClient,
  monday: Day,
  { provider, clinicians }: Pick<Silence, 'provider' | 'clinicians'>,
  version: FhirVersion,
  budget: ResourceBudget,
): Promise<WeekRows | Failure> {
  const search = weekSearch(monday, { provider, clinicians }, version);
  if (search === undefined) return 'not-found';
  const answer = await client.search(search.type, search.parameters, 'first');
  budget.leaveOut('practiceWeeks', answer.leftOut);
  const encounters = answer.resources.filter((one) => one.resourceType === 'Encounter' && budget.take('practiceWeeks'));
  if (answer.failure !== undefined) return answer.failure;
  if (budget.isOver('practiceWeeks')) return 'over-budget';
  const rows: readonly JsonObject[] = encounters
    .filter((one) => !isRestricted({ ...one }))
    .map((one) => rowOf(one, version));
  return { monday, rows, complete: !answer.more || isNewestFirst(rows, version) };
}
