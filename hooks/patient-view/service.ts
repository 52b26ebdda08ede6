import { PatientViewContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import { chartService } from '#src/chart/chart-service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { exampleIn } from '../example.ts';

/** The detections that are shown where a chart is opened. */
export const patientViewShows: readonly Code[] = [
  'left-before-seen',
  'promise-open',
  'bereavement',
  'anniversary',
  'child-in-hospital',
  'usual-clinician-leaving',
  'usual-clinician-left',
  'trainee-changeover',
  'abrupt-move',
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
  'persistent-symptoms',
  'uneven-contact',
  'many-contacts',
  'late-presentation',
  'emergency-first',
  'unanswered-invitations',
  'pregnancy-loss',
  'life-changing-diagnosis',
  'serious-injury',
  'palliative-care',
];

/** A chart is opened: who knows this person and has left or is leaving, long silences, and the person's own early signs. */
export function patientView(charts: ChartDependencies): CdsService<PatientViewContext> {
  return chartService(
    {
      id: 'secure-base-patient-view',
      hook: 'patient-view',
      example: () => exampleIn(import.meta.dirname),
      title: 'Secure Base: who knows this person',
      description:
        'Notices, when a chart is opened, changes of clinician and of continuity in one person’s care, losses, visits that were left and promises that are open, silences and late first contacts, and the person’s own early signs of illness, and says so in at most a few informational cards. Most chart openings get none.',
      context: PatientViewContext,
      shows: patientViewShows,
    },
    charts,
  );
}
