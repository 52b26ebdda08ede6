import { PatientViewContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import type { Collaborators } from '#src/collaborators.ts';
import type { Code } from '#src/detectors/codes.ts';
import { neededFor } from '#src/detectors/run.ts';
import { prefetchTemplates } from '#src/fhir/searches.ts';
import { answer, partsOf } from '../answer.ts';

const id = 'secure-base-patient-view';

const shows: readonly Code[] = [
  'usual-clinician-leaving',
  'usual-clinician-left',
  'trainee-changeover',
  'first-meeting',
  'continuity-fell',
  'continuity-low',
  'known-team',
  'usual-clinician-away',
  'repeated-goodbyes',
  'shared-signature',
  'illness-signature',
  'medicine-not-collected',
  'quiet-pattern',
  'missed-appointments',
  'gone-quiet',
  'late-presentation',
  'emergency-first',
  'unanswered-invitations',
];

/** A chart is opened: who knows this person and who of them has left, what has gone quiet, and the person's own early signs. */
export function patientView(collaborators: Collaborators): CdsService<PatientViewContext> {
  const detectors = neededFor(shows, collaborators.detectors);
  return {
    id,
    hook: 'patient-view',
    title: 'Secure Base: who knows this person',
    description:
      'Notices, when a chart is opened, changes of clinician and of continuity in one person’s care, silences and late first contacts, and the person’s own early signs of illness, and says so in at most a few informational cards. Most chart openings get none.',
    usageRequirements:
      'FHIR R4. Works on prefetch alone; who still works here is known only where a FHIR server may be called or the site gives its staff directory.',
    prefetch: prefetchTemplates(partsOf(detectors)),
    context: PatientViewContext,
    call: ({ context: { patientId, userId, encounterId }, ...call }) =>
      answer(
        {
          ...call,
          service: id,
          hook: 'patient-view',
          detectors,
          shows,
          patientId,
          userId,
          encounterId: encounterId ?? undefined,
        },
        collaborators,
      ),
  };
}
