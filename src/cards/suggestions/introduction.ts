import type { Task } from '@medplum/fhirtypes';
import type { UsualClinicianLeaving } from '../../detectors/facts.ts';
import { isoDay } from '../../history/calendar.ts';
import { type About, profile, referenceTo, userOf } from './references.ts';

/** A3: a task for the one who opened the chart, else for the one who leaves. */
export function introduction(facts: UsualClinicianLeaving, about: About): Task | undefined {
  const user = userOf(about);
  const owner = user ?? referenceTo(facts.clinician, about);
  if (owner === undefined) return undefined;
  return {
    resourceType: 'Task',
    meta: { profile: [`${profile}/introduce-next-clinician`] },
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    description: about.text,
    for: about.patient,
    authoredOn: isoDay(about.opening.asOf),
    ...(user && { requester: user }),
    owner,
    restriction: { period: { end: facts.leaves } },
  };
}
