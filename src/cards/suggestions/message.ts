import type { Communication } from '@medplum/fhirtypes';
import type { FirstMeeting } from '../../detectors/facts.ts';
import { type About, profile, referenceTo, userOf } from './references.ts';

/** C1: a draft to the clinician who knows the person; nothing is sent. */
export function message(facts: FirstMeeting, about: About): Communication | undefined {
  const recipient = referenceTo(facts.clinician, about);
  if (recipient === undefined) return undefined;
  const sender = userOf(about);
  return {
    resourceType: 'Communication',
    meta: { profile: [`${profile}/message-to-usual-clinician`] },
    status: 'preparation',
    priority: 'routine',
    subject: about.patient,
    recipient: [recipient],
    ...(sender && { sender }),
    payload: [{ contentString: about.text }],
  };
}
