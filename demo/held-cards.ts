import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fhirId } from '#src/cds/ids.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { Problem } from '#src/problem.ts';
import type { CallTrace } from './call-trace.ts';

const quiet = /^(quiet-|budget$)/;
const Call = z.object({ hookInstance: z.guid() });
const Again = z.object({ patientId: fhirId });

/** What was kept quiet in a call, and why; and a way to have it shown again. */
export function registerHeldCards(
  app: FastifyInstance,
  { words, memory, pseudonyms }: ChartDependencies,
  trace: CallTrace,
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get('/demo/held-cards/:hookInstance', { schema: { hide: true, params: Call } }, (request) => {
    const held = trace.heldIn(request.params.hookInstance);
    if (held === undefined) throw new Problem('not-found');
    const quieted = held.filter(({ why }) => quiet.test(why));
    return quieted.map(({ code, why, until }) => ({
      topic: words.wording.findings[code as Code].topic,
      why,
      ...(until !== undefined && { until: new Date(until).toISOString() }),
    }));
  });
  typed.post('/demo/show-again', { schema: { hide: true, body: Again } }, async (request) => {
    const { patientId } = request.body;
    await memory.erase({ tenant: 'open', patient: pseudonyms.patient('open', patientId) });
    return {};
  });
}
