import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tenantInBody } from './tenant.ts';

/**
 * Ends the retirement of a detection in a tenant, durably once it resolves; false if it was not retired. Throws a Problem if
 * there is no such detection, or if it can't. `tenant` is as in the audit.
 */
export type WakeDetection = (detection: { readonly tenant: string; readonly code: string }) => Promise<boolean>;

const params = z.object({ code: z.string() });
const body = z.object({ tenant: tenantInBody });

/** `POST /admin/detections/:code/wake`: a retired detection is shown again in one tenant. Repeating it changes nothing. */
export function registerWaking(app: FastifyInstance, wake: WakeDetection, authorise: onRequestAsyncHookHandler): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/admin/detections/:code/wake',
      { schema: { summary: 'Shows a retired detection again', params, body }, onRequest: authorise },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return { woken: await wake({ code: request.params.code, tenant: request.body.tenant }) };
      },
    );
}
