import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { allowListOf, serverOf } from '#src/cds/fhir-access.ts';
import { HookRequest } from '#src/cds/protocol.ts';
import { Problem } from '#src/problem.ts';
import { parseBaseUrl } from '#src/values/base-url.ts';
import type { Service } from '#src/wiring/service.ts';

/** Takes the body of a hook's call, and answers why each detection of that hook made a card, or none. */
export function registerExplain(
  app: FastifyInstance,
  services: Service['services'],
  {
    tenant,
    server,
    deadlineMs,
  }: { readonly tenant: string; readonly server: () => string; readonly deadlineMs: number },
): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post('/demo/explain', { schema: { hide: true, body: HookRequest } }, async ({ body }) => {
      const service = services.find(({ hook }) => hook === body.hook);
      const { data: context } = service?.context.safeParse(body.context) ?? {};
      if (service === undefined || context === undefined) throw new Problem('malformed', ['hook']);
      const own = parseBaseUrl(server());
      const { access } = serverOf(body, allowListOf(own === undefined ? [] : [own]));
      const { prefetch, fhirServer } = body;
      return service.explain({
        context,
        prefetch: prefetch ?? {},
        server: access,
        fhirServer: fhirServer ?? undefined,
        tenant,
        signal: AbortSignal.timeout(deadlineMs),
      });
    });
}
