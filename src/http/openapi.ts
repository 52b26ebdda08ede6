import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { OperationOutcome } from '../cds/protocol.ts';

/** Serves `/openapi.json`, which describes the routes that are registered after this call. */
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
    transform: (route) => toJsonSchema({ ...route, schema: { ...route.schema, response: responsesOf(route.schema) } }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

const toJsonSchema = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

/** The responses that a route declares, and the OperationOutcome with which any route can fail. */
function responsesOf({ response }: FastifySchema = {}): object {
  // @fastify/swagger gives `null` no content: some routes negotiate HTML, text or JSON.
  const usual = { 200: z.null().describe('Default Response'), '4xx': OperationOutcome, '5xx': OperationOutcome };
  return { ...usual, ...(response as object | undefined) };
}
