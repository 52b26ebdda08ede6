import type { FastifyInstance } from 'fastify';
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
  app.get('/demo/held-cards/:hookInstance', { schema: { hide: true, params: Call } }, (request) => {
    const call = trace.of((request.params as z.output<typeof Call>).hookInstance);
    if (call === undefined) throw new Problem('not-found');
    const held = call.held.filter(({ why }) => quiet.test(why));
    return held.map(({ code, why, until }) => ({
      topic: words.wording.findings[code as Code].topic,
      why,
      ...(until !== undefined && { until: new Date(until).toISOString() }),
    }));
  });
  app.post('/demo/show-again', { schema: { hide: true, body: Again } }, async (request) => {
    const { patientId } = request.body as z.output<typeof Again>;
    await memory.forget({ tenant: 'open', patient: pseudonyms.patient('open', patientId) });
    return {};
  });
}
