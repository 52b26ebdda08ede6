import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { people } from './people.ts';
import { staff } from './staff.ts';

/** What the page needs to know of the practice: its staff, who may sign in, and whose charts can be opened. */
export function practiceSummary(today: Day, fhirServer: string) {
  return {
    today: isoDay(today),
    fhirServer,
    service: 'secure-base-patient-view',
    staff: staff.map(({ id, name, job, login, byRole }) => ({
      id,
      name: `${name[0]} ${name[2]}`,
      job: job.display,
      userId: byRole ? `PractitionerRole/role-${id}` : `Practitioner/${id}`,
      ...(login && { login }),
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
