import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fhirId } from '#src/cds/ids.ts';
import { Problem } from '#src/problem.ts';
import { scopesOf } from '#src/smart/scopes.ts';
import { createIssuer } from './issuer.ts';

/** The client by which this service is registered in the demonstration's EHR. */
export const clientId = 'secure-base';

const path = '/demo/auth';
const hidden = { schema: { hide: true } };

const LaunchBody = z.object({
  userId: z.string().regex(/^Practitioner(?:Role)?\/[A-Za-z0-9\-.]{1,64}$/),
  patientId: fhirId.optional(),
  encounterId: fhirId.optional(),
  appContext: z.string().max(1000).optional(),
});

/** The authorisation server of the practice's EHR, which knows this service as a public client. */
export async function registerAuth(app: FastifyInstance, publicUrl: string): Promise<void> {
  const newest = ['permission-v2'];
  const issuer = createIssuer({
    issuer: `${publicUrl}${path}`,
    fhirBase: `${publicUrl}/demo/fhir`,
    clients: [
      {
        client_id: clientId,
        redirect_uris: [`${publicUrl}/thread/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
    ],
    scopes: [...new Set([...scopesOf('chart', undefined, newest), ...scopesOf('own', undefined, newest)])],
  });
  app.get('/demo/fhir/.well-known/smart-configuration', hidden, () => issuer.smartConfiguration);
  await app.register(async (auth) => {
    // oidc-provider reads the bodies itself.
    auth.removeAllContentTypeParsers();
    auth.addContentTypeParser('*', (_request, _payload, done) => done(null));
    auth.route({
      ...hidden,
      method: ['GET', 'POST'],
      url: `${path}/*`,
      handler: (request, reply) => {
        reply.hijack();
        issuer.handle(request.raw, reply.raw, path);
      },
    });
  });
  registerLaunches(app, issuer);
}

/**
 * Begins a launch for the page, as an EHR does when somebody opens an app. Only the page itself can: a browser names the
 * origin of every other page that asks (Fetch, 3.1), and our own hosts are all that is answered for.
 */
function registerLaunches(app: FastifyInstance, { create }: Pick<ReturnType<typeof createIssuer>, 'create'>): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post('/demo/launch', { schema: { hide: true, body: LaunchBody } }, async ({ body, headers }) => {
      const { origin, host } = headers;
      if (origin !== undefined && URL.parse(origin)?.host !== host) throw new Problem('forbidden');
      const { userId, patientId, encounterId, appContext } = body;
      return {
        launch: create({
          user: userId,
          ...(patientId !== undefined && { patient: patientId }),
          ...(encounterId !== undefined && { encounter: encounterId }),
          ...(appContext !== undefined && { appContext }),
        }),
      };
    });
}
