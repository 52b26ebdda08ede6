import type { FastifyInstance } from 'fastify';
import { parseBody } from '../cds/json-body.ts';

/** Every application/*+json too, since some clients send application/fhir+json. */
export const jsonTypes = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Parses the bodies of these routes as JSON. */
export function useJsonParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
    parseBody(body),
  );
}
