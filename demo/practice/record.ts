import type { Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { otherPeople } from './other-people.ts';
import { people } from './people.ts';
import { personResources } from './person-resources.ts';
import { staffResources } from './staff-resources.ts';

/** The practice's complete record as of `today`; deterministic for a given day. */
export function practiceRecord(today: Day): Resource[] {
  return [
    ...staffResources(today),
    ...people.flatMap((person) => personResources(person, today)),
    ...otherPeople(today),
  ];
}
