import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { groups } from './people.ts';
import type { DemoPerson } from './person.ts';
import { type RelativeDay, resolveDate } from './relative-day.ts';
import { isClinical, staff } from './staff.ts';

/** Bookable days: one soon, and one after the next departure. */
const bookingDays: readonly RelativeDay[] = ['+10d', '+7w'];

/** What the page needs to know: staff, users who may sign in, and people whose charts can be opened. */
export function practiceSummary(today: Day, fhirServer: string) {
  return {
    today: isoDay(today),
    fhirServer,
    bookingDays: bookingDays.map((when) => resolveDate(when, today)),
    staff: staff.map((one) => ({
      id: one.id,
      name: `${one.name[0]} ${one.name[2]}`,
      job: one.job.display,
      userId: one.byRole ? `PractitionerRole/role-${one.id}` : `Practitioner/${one.id}`,
      ...(one.login && { login: one.login }),
      ...(isClinical(one) && !one.until?.startsWith('-') && { bookable: true }),
    })),
    people: groups.flatMap(({ title, people }) => people.map((person) => ({ group: title, ...entry(person) }))),
  };
}

function entry({ id, name, age, died, visitWith, story, guarded }: DemoPerson) {
  return {
    id,
    name: name.join(' '),
    ...(visitWith && { encounterId: `${id}-visit-today` }),
    note: died ? 'has died' : `aged ${age}`,
    story,
    ...(guarded && { guarded }),
  };
}
