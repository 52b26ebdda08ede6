import type { Task } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';

const subjectOf = (person: DemoPerson) => ({ reference: `Patient/${person.id}` });

/** Open tasks for staff. */
export function tasks(person: DemoPerson, today: Day): Task[] {
  return (person.tasks ?? []).map(([due, description], index) => ({
    resourceType: 'Task',
    id: `${person.id}-task-${index + 1}`,
    status: 'requested',
    intent: 'order',
    description,
    for: subjectOf(person),
    authoredOn: resolveDate('-6w', today),
    restriction: { period: { end: resolveDate(due, today, person.id) } },
  }));
}

/** What staff promised, by what it is; it is still open. */
export function promises(person: DemoPerson, today: Day): Task[] {
  return (person.promises ?? []).map(([due, text], index) => ({
    resourceType: 'Task',
    id: `${person.id}-promise-${index + 1}`,
    status: 'requested',
    intent: 'order',
    code: { text },
    for: subjectOf(person),
    authoredOn: resolveDate('-6w', today),
    restriction: { period: { end: resolveDate(due, today, person.id) } },
  }));
}

/** Invitations, as tasks for the person. */
export function invitations(person: DemoPerson, today: Day): Task[] {
  return (person.invited ?? []).map(([when, text, declined], index) => ({
    resourceType: 'Task',
    id: `${person.id}-invitation-${index + 1}`,
    status: declined ? 'rejected' : 'requested',
    intent: 'order',
    code: { text },
    for: subjectOf(person),
    authoredOn: resolveDate(when, today, person.id),
  }));
}
