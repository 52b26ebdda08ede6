import type { ResourceBudget } from '../client/resource-budget.ts';
import type { RecordMapper, Sources } from '../mappers/index.ts';
import type { StaffIndex } from '../record/staff-index.ts';
import { staffNames } from '../record/staff-names.ts';
import type { ReadRequest } from './read-request.ts';
import type { ResourcePool } from './resource-pool.ts';

export { indexedStaff, type StaffIndex } from '../record/staff-index.ts';

/**
 * Takes from the site's list of staff those whom the record names and those who work at the home practice: a list may hold
 * thousands, of whom a record names a few.
 * @returns whether all of them fitted into the budget
 */
export function readDirectory(
  staff: StaffIndex,
  { userId, offered }: Pick<ReadRequest, 'userId' | 'offered'>,
  { pool, budget }: { readonly pool: ResourcePool; readonly budget: ResourceBudget },
  mapper: Pick<RecordMapper, 'placesIn'>,
  sources: () => Sources,
): boolean {
  const add = (resources: ReturnType<StaffIndex['people']>) => pool.add({ resources, leftOut: 0 }, 'directory');
  const asked = [{ reference: userId }, ...[...sources().activity.keys()].map((reference) => ({ reference }))];
  add(staff.people(staffNames(pool.resources(), [...asked, ...offered])));
  add(staff.organisations(staffNames(pool.resources(), offered)));
  add(staff.workingHere(mapper.placesIn(sources())));
  return !budget.isOver('directory');
}
