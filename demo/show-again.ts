import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fhirId } from '#src/cds/ids.ts';
import type { Service } from '#src/wiring/service.ts';

const ShowAgainBody = z.object({ patientId: fhirId });

/** Lets the reader of the page see a card again that was answered: the service forgets what it remembers of the person. */
export function registerShowAgain(
  app: FastifyInstance,
  { memory, pseudonyms }: Service['memory'],
  tenant: string,
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post('/demo/show-again', { schema: { hide: true, body: ShowAgainBody } }, async (request) => {
      const { patientId } = request.body;
      await memory.erase({ tenant, patient: pseudonyms.patient(tenant, patientId) });
      return {};
    });
}
