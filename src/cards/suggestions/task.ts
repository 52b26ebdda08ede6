import type { Task } from '@medplum/fhirtypes';
import type { NamedClinician } from '../../detectors/detector.ts';
import { isoDay } from '../../history/calendar.ts';
import { type About, profile, referenceTo, userOf } from './references.ts';

/**
 * A task of one of our profiles for the one who called, else for the clinician whom it is about, to be done by an ISO date;
 * undefined where neither can be referred to.
 */
export function task(profileName: string, clinician: NamedClinician, by: string, about: About): Task | undefined {
  const user = userOf(about);
  const owner = user ?? referenceTo(clinician, about);
  if (owner === undefined) return undefined;
  return {
    resourceType: 'Task',
    meta: { profile: [`${profile}/${profileName}`] },
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    description: about.text,
    for: about.patient,
    authoredOn: isoDay(about.opening.asOf),
    ...(user && { requester: user }),
    owner,
    restriction: { period: { end: by } },
  };
}
