import { EncounterContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import { chartService } from '#src/chart/chart-service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { exampleIn } from '../example.ts';

const shows: readonly Code[] = [
  'bereavement',
  'anniversary',
  'child-in-hospital',
  'shared-signature',
  'left-before-seen',
  'usual-clinician-leaving',
  'usual-clinician-left',
  'trainee-changeover',
  'first-meeting',
  'known-team',
  'pregnancy-loss',
  'life-changing-diagnosis',
  'serious-injury',
  'palliative-care',
];

/** A visit begins: do the two know each other? May be called several times in one visit; the card stays the same. */
export function encounterStart(charts: ChartDependencies): CdsService<EncounterContext> {
  return chartService(
    {
      id: 'secure-base-encounter-start',
      hook: 'encounter-start',
      example: () => exampleIn(import.meta.dirname),
      title: 'Secure Base: who meets whom',
      description:
        'Notices, when a visit begins, a first meeting with someone else’s long-standing patient, a familiar clinician who has left or is about to leave, a small team that knows the person, signs of a note that was written together, and a loss or a visit that was left since the last meeting. Called again in the same visit, it gives the same card.',
      context: EncounterContext,
      shows,
    },
    charts,
  );
}
