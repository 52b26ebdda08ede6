import type { Known } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { Consulting, Sources, WeekRows } from '../mappers/index.ts';
import { type FhirVersion, versionByShape } from '../versions/index.ts';
import { readWeek } from './read-practice-weeks.ts';

/**
 * Reads, for each clinician from whom the person seems to have moved away, whether they saw anyone in the weeks of the
 * visits since: one page for each week. By the first of the clinician's references.
 */
export async function readConsultingWeeks(
  client: FhirClient,
  clinicians: readonly Consulting[],
  version: FhirVersion,
  budget: ResourceBudget,
): Promise<ReadonlyMap<string, Known<readonly WeekRows[]>>> {
  const readOne = async ({ references, mondays }: Consulting): Promise<Known<readonly WeekRows[]>> => {
    const whose = { provider: undefined, clinicians: references };
    const read = await Promise.all(mondays.map((monday) => readWeek(client, monday, whose, version, budget)));
    const failure = read.find((one) => typeof one === 'string');
    if (failure !== undefined) return { known: false, why: unreadReason(failure) };
    return { known: true, value: read.flatMap((one) => (typeof one === 'string' ? [] : [one])) };
  };
  const all = clinicians.map(async (one) => [one.references[0] ?? '', await readOne(one)] as const);
  return new Map(await Promise.all(all));
}

/**
 * The sources with the weeks of moves that showed only when roles were known: a nurse's visits in between hide a move among
 * those with GPs. Undefined where there are none.
 */
export async function readLateWeeks(
  client: FhirClient,
  weeks: readonly Consulting[],
  sources: Sources,
  budget: ResourceBudget,
): Promise<Sources | undefined> {
  const version = client.version() ?? versionByShape(sources.resources);
  if (weeks.length === 0 || version === 'other') return undefined;
  const late = await readConsultingWeeks(client, weeks, version, budget);
  return { ...sources, consultingWeeks: new Map([...(sources.consultingWeeks ?? []), ...late]) };
}
