import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isWorkingDay } from './bank-holidays.ts';
import { encounter } from './encounter.ts';
import { resolveDay } from './relative-day.ts';
import type { Member } from './staff.ts';
import { staff } from './staff.ts';
import { practiceId } from './staff-resources.ts';
import { usualKind } from './visit-kinds.ts';
import { reasonOf } from './visit-reasons.ts';

const otherPeopleCount = 12;
const yearDays = 360;

/** The rest of the patient list: people whom the staff saw in the past year and whose charts cannot be opened. */
export function otherPeople(today: Day): Resource[] {
  const patients = Array.from({ length: otherPeopleCount }, (_, index): Patient => {
    const name = [{ given: ['Someone'], family: `Else ${index + 1}` }];
    return {
      resourceType: 'Patient',
      id: otherId(index),
      active: true,
      name,
      managingOrganization: { reference: `Organization/${practiceId}` },
    };
  });
  return [...patients, ...staff.flatMap((one) => encountersWithOthers(one, today))];
}

function encountersWithOthers(one: Member, today: Day): Resource[] {
  if (one.everyDays === undefined) return [];
  const last = Math.min(today - 1, resolveDay(one.lastSeen ?? one.until ?? '-1d', today));
  const first = Math.max(today - yearDays, resolveDay(one.from, today));
  const [awayFrom, awayUntil] = (one.away ?? []).map((when) => resolveDay(when, today));
  const isAway = (day: Day) => awayFrom !== undefined && awayUntil !== undefined && day >= awayFrom && day <= awayUntil;
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index).filter(isWorkingDay);
  return days
    .filter((day, index) => index % (one.everyDays ?? 1) === 0 && !isAway(day))
    .map((day, index) => {
      const id = `other-${one.id}-${index + 1}`;
      const kind = usualKind({ id, age: 0 }, one, String(index));
      return encounter({
        id,
        patient: otherId(index % otherPeopleCount),
        who: one.id,
        day,
        kind,
        reason: reasonOf(id, one),
      });
    });
}

function otherId(index: number): string {
  return `someone-else-${index + 1}`;
}
