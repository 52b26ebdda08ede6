import { EncounterContext } from '#src/cds/protocol.ts';
import type { CdsService } from '#src/cds/service.ts';
import { chartService } from '#src/chart/chart-service.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { exampleIn } from '../example.ts';

const shows: readonly Code[] = ['usual-clinician-leaving', 'next-contact', 'write-signature'];

/** A visit ends: a goodbye, the next contact with a familiar clinician, a shared note of early signs after a relapse. */
export function encounterDischarge(charts: ChartDependencies): CdsService<EncounterContext> {
  return chartService(
    {
      id: 'secure-base-encounter-discharge',
      hook: 'encounter-discharge',
      example: () => exampleIn(import.meta.dirname),
      title: 'Secure Base: closing well',
      description:
        'Notices, when a visit ends, that a goodbye is due, that no next visit with a familiar person is booked where one matters, and that a relapse is ending of which no shared note says yet what came before.',
      context: EncounterContext,
      shows,
    },
    charts,
  );
}
