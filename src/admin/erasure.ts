import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idOf } from '../cds/ids.ts';
import type { Erased } from '../store/store.ts';
import { tenantInBody } from './tenant.ts';

/** Erases one person's rows, durably once it resolves; throws a Problem if it can't. `tenant` is as in the audit. */
export type ErasePerson = (person: { readonly tenant: string; readonly patient: string }) => Promise<Erased>;

const Person = z.object({
  tenant: tenantInBody,
  patient: idOf('Patient').describe('Id of the FHIR Patient'),
});

/** `POST /admin/erase`: erases one person's rows and returns their number. */
export function registerErasure(app: FastifyInstance, erase: ErasePerson, authorise: onRequestAsyncHookHandler): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/admin/erase',
      { schema: { summary: 'Forgets one person', body: Person }, onRequest: authorise },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return erase(request.body);
      },
    );
}
