import type { Task } from '@medplum/fhirtypes';
import type { NamedClinician } from '../../detectors/detector.ts';
import { isoDay } from '../../history/calendar.ts';
import { type About, detections, profile, referenceTo, userOf } from './references.ts';

/** What a task to keep a thread is made of. */
interface Keeping {
  readonly code: 'booking-elsewhere' | 'booking-after-leaving' | 'next-contact';
  readonly topic: string;
  readonly clinician: NamedClinician;
  /** ISO date by which it is to be done. */
  readonly by: string;
}

/**
 * K1 to K3: a task for the one who called, else for the clinician whom it is about. Its reason is the detection, by which
 * it is known again. An appointment is never changed: it is not ours.
 */
export function keeping({ code, topic, clinician, by }: Keeping, about: About): Task | undefined {
  const user = userOf(about);
  const owner = user ?? referenceTo(clinician, about);
  if (owner === undefined) return undefined;
  return {
    resourceType: 'Task',
    meta: { profile: [`${profile}/keep-the-thread`] },
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    description: about.text,
    for: about.patient,
    authoredOn: isoDay(about.opening.asOf),
    ...(user && { requester: user }),
    owner,
    reasonCode: { coding: [{ system: detections, code, display: topic }] },
    restriction: { period: { end: by } },
  };
}
