import type { Communication } from '@medplum/fhirtypes';
import type { FirstMeeting } from '../../detectors/familiarity/first-meeting.ts';
import { type About, because, profile, referenceTo, userOf, type Why } from './references.ts';

/** C1: a draft to the clinician who knows the person; nothing is sent. */
export function message({ clinician, ...why }: FirstMeeting & Why, about: About): Communication | undefined {
  const recipient = referenceTo(clinician, about);
  if (recipient === undefined) return undefined;
  const sender = userOf(about);
  return {
    resourceType: 'Communication',
    meta: { profile: [`${profile}/message-to-usual-clinician`] },
    status: 'preparation',
    priority: 'routine',
    subject: about.patient,
    reasonCode: [because(why)],
    recipient: [recipient],
    ...(sender && { sender }),
    payload: [{ contentString: about.text }],
  };
}
