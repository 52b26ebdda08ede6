import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';

/** Describes the routes that are registered from now on at `/openapi.json`. */
export async function registerOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Secure Base',
        version: '0.1.0',
        description: 'A CDS Hooks 2.0 service on FHIR R4, R4B, R5 and STU3',
      },
      servers: [{ url: publicUrl }],
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
