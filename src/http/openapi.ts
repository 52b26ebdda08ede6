import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';
import type { CdsService } from '../cds/service.ts';
import { thisBuild } from '../values/build.ts';
import { describe } from './api/describe.ts';
import { healthOperations } from './api/health-operations.ts';
import { operations } from './api/operations.ts';
import { serviceOperations } from './api/service-operations.ts';

/** What the document says beside the schemas of the routes. */
export interface DescribedApi {
  readonly publicUrl: string;
  readonly services: readonly CdsService[];
  /** Whether a call of a service needs a client's token. */
  readonly needsToken: boolean;
}

/** Serves `/openapi.json`, which describes the routes that are registered after this call and have a row in `operations`. */
export async function registerOpenApi(app: FastifyInstance, api: DescribedApi): Promise<void> {
  const { publicUrl, services, needsToken } = api;
  const rows = {
    ...operations,
    ...healthOperations(thisBuild().version),
    ...serviceOperations(services, publicUrl),
  };
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Secure Base',
        version: thisBuild().version,
        description: 'A CDS Hooks 2.0 service on FHIR R4, R4B, R5 and STU3',
      },
      servers: [{ url: publicUrl }],
    },
    transform: (route) => {
      const hide = route.schema?.hide === true || rows[`${route.route.method} ${route.url}`] === undefined;
      return toJsonSchema({ ...route, schema: { ...route.schema, hide, response: responsesOf(route.schema) } });
    },
    transformObject: (made) =>
      'openapiObject' in made
        ? describe(made.openapiObject as Partial<OpenAPIV3_1.Document>, rows, needsToken)
        : made.swaggerObject,
  });
  // Anyone may ask for it, and it is made of some hundred thousand characters.
  let text: string | undefined;
  app.get('/openapi.json', { schema: { summary: 'This document' } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(text);
  });
}

const toJsonSchema = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

/** The responses that a route declares; one that declares none is described by its row. */
function responsesOf({ response }: FastifySchema = {}): object {
  return (response as object | undefined) ?? { 200: z.null() };
}
