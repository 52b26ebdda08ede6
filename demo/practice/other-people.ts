import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { encounter } from './encounter.ts';
import type { Member } from './staff.ts';
import { staff } from './staff.ts';
import { practiceId } from './staff-resources.ts';
import { dayOf } from './when.ts';

const others = 12;
const yearDays = 360;

/** The rest of the list: the people whom the staff saw in the past year besides those whose charts can be opened. */
export function otherPeople(today: Day): Resource[] {
  const patients = Array.from({ length: others }, (_, index): Patient => {
    const name = [{ given: ['Someone'], family: `Else ${index + 1}` }];
    return {
      resourceType: 'Patient',
      id: otherId(index),
      active: true,
      name,
      managingOrganization: { reference: `Organization/${practiceId}` },
    };
  });
  return [...patients, ...staff.flatMap((one) => activity(one, today))];
}

function activity(one: Member, today: Day): Resource[] {
  if (one.every === undefined) return [];
  const last = Math.min(today - 1, dayOf(one.lastSeen ?? one.until ?? '-1d', today));
  const first = Math.max(today - yearDays, dayOf(one.from, today));
  const rows: Resource[] = [];
  for (let day = last; day >= first; day -= one.every) {
    const patient = otherId(rows.length % others);
    rows.push(
      encounter({ id: `other-${one.id}-${rows.length + 1}`, patient, who: one.id, day: workday(day), kind: 'seen' }),
    );
  }
  return rows;
}

/** The day itself, or the Friday before a weekend. */
function workday(day: Day): Day {
  return dayOf('-0d', day);
}

function otherId(index: number): string {
  return `someone-else-${index + 1}`;
}
