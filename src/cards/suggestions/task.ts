import type { Task } from '@medplum/fhirtypes';
import type { NamedClinician } from '../../detectors/detector.ts';
import { isoDay } from '../../history/calendar.ts';
import { type About, because, profile, referenceTo, userOf, type Why } from './references.ts';

/**
 * A task of one of our profiles for the user, else for the clinician whom it is about, if there is one, due on an ISO date;
 * undefined if neither can be referenced. It is recognised later by its reason (the detection) and its focus (the
 * clinician). An appointment is never changed: it belongs to the practice.
 */
export function task(
  profileName:
    | 'introduce-next-clinician'
    | 'keep-the-thread'
    | 'bereavement-contact'
    | 'regular-planned-time'
    | 'call-to-say-sorry',
  { clinician, by, ...why }: Why & { readonly clinician?: NamedClinician; readonly by: string },
  about: About,
): Task | undefined {
  const user = userOf(about);
  const focus = clinician && referenceTo(clinician, about);
  const owner = user ?? focus;
  if (owner === undefined) return undefined;
  return {
    resourceType: 'Task',
    meta: { profile: [`${profile}/${profileName}`] },
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    reasonCode: because(why),
    description: about.text,
    ...(focus && { focus }),
    for: about.patient,
    authoredOn: isoDay(about.opening.asOf),
    ...(user && { requester: user }),
    owner,
    restriction: { period: { end: by } },
  };
}
