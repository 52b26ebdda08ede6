import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { encounter } from './encounter.ts';
import { resolveDay } from './relative-day.ts';
import type { Member } from './staff.ts';
import { staff } from './staff.ts';
import { practiceId } from './staff-resources.ts';

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
  const rows: Resource[] = [];
  const [awayFrom, awayUntil] = (one.away ?? []).map((when) => resolveDay(when, today));
  for (let day = last; day >= first; day -= one.everyDays) {
    if (awayFrom !== undefined && awayUntil !== undefined && day >= awayFrom && day <= awayUntil) continue;
    const patient = otherId(rows.length % otherPeopleCount);
    rows.push(
      encounter({ id: `other-${one.id}-${rows.length + 1}`, patient, who: one.id, day: workday(day), kind: 'seen' }),
    );
  }
  return rows;
}

/** The day itself, or the preceding Friday at a weekend. */
function workday(day: Day): Day {
  return resolveDay('-0d', day);
}

function otherId(index: number): string {
  return `someone-else-${index + 1}`;
}
