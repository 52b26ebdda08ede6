import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { people } from './people.ts';
import { isClinical, staff } from './staff.ts';
import { dateOf, type When } from './when.ts';

/** When an appointment can be booked: soon, and after the next to leave has left. */
const bookingDays: readonly When[] = ['+10d', '+7w'];

/** What the page needs to know of the practice: its staff, who may sign in, and whose charts can be opened. */
export function practiceSummary(today: Day, fhirServer: string) {
  return {
    today: isoDay(today),
    fhirServer,
    bookingDays: bookingDays.map((when) => dateOf(when, today)),
    staff: staff.map((one) => ({
      id: one.id,
      name: `${one.name[0]} ${one.name[2]}`,
      job: one.job.display,
      userId: one.byRole ? `PractitionerRole/role-${one.id}` : `Practitioner/${one.id}`,
      ...(one.login && { login: one.login }),
      ...(isClinical(one) ? !one.until?.startsWith('-') && { bookable: true } : { atDesk: true }),
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
