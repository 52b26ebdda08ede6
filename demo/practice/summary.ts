import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { people } from './people.ts';
import { staff } from './staff.ts';
import { dateOf, type When } from './when.ts';

/** When an appointment can be booked: soon, and after the next to leave has left. */
const bookingDays: readonly When[] = ['+10d', '+7w'];

/** What the page needs to know of the practice: its staff, who may sign in, and whose charts can be opened. */
export function practiceSummary(today: Day, fhirServer: string) {
  return {
    today: isoDay(today),
    fhirServer,
    bookingDays: bookingDays.map((when) => dateOf(when, today)),
    staff: staff.map(({ id, name, job, until, login, byRole }) => ({
      id,
      name: `${name[0]} ${name[2]}`,
      job: job.display,
      userId: byRole ? `PractitionerRole/role-${id}` : `Practitioner/${id}`,
      ...(login && { login }),
      ...(job.display !== 'Receptionist' && !until?.startsWith('-') && { bookable: true }),
    })),
    people: people.map(({ id, name, age, died, hereWith, story, quiet }) => ({
      id,
      name: name.join(' '),
      ...(hereWith && { encounterId: `${id}-visit-today` }),
      note: died ? 'has died' : `aged ${age}`,
      story,
      ...(quiet && { quiet }),
    })),
  };
}
