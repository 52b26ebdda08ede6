import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fhirId } from '#src/cds/ids.ts';
import type { ChartDependencies } from '#src/chart/dependencies.ts';
import type { Code } from '#src/detectors/index.ts';
import { Problem } from '#src/problem.ts';
import type { CallTrace } from './call-trace.ts';

const isQuietReason = /^quiet-/;
/** Only their card may mention these findings: even that one is held back would give it away. */
const unmentioned: readonly string[] = ['pregnancy-loss', 'child-in-hospital'];
const HeldCardsParams = z.object({ hookInstance: z.guid() });
const ShowAgainBody = z.object({ patientId: fhirId });

/** Shows which findings a call held back and why, and lets the user reset that. */
export function registerHeldCards(
  app: FastifyInstance,
  { words, memory, pseudonyms }: ChartDependencies,
  { trace, tenant }: { readonly trace: CallTrace; readonly tenant: string },
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get('/demo/held-cards/:hookInstance', { schema: { hide: true, params: HeldCardsParams } }, (request) => {
    const held = trace.heldIn(request.params.hookInstance);
    if (held === undefined) throw new Problem('not-found');
    const quietFindings = held.filter(({ code, why }) => isQuietReason.test(why) && !unmentioned.includes(code));
    return quietFindings.map(({ code, why, until }) => ({
      topic: words.wording.findings[code as Code].topic,
      why,
      ...(until !== undefined && { until: new Date(until).toISOString() }),
    }));
  });
  typed.post('/demo/show-again', { schema: { hide: true, body: ShowAgainBody } }, async (request) => {
    const { patientId } = request.body;
    await memory.erase({ tenant, patient: pseudonyms.patient(tenant, patientId) });
    return {};
  });
}
