import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseBody } from '../cds/json-body.ts';
import type { BodyMemory } from './body-memory.ts';
import type { ReceiveBody } from './receive-body.ts';

/** Every application/*+json too, since some clients send application/fhir+json. */
const jsonTypes = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Parses the bodies of these routes as JSON. */
export function useJsonParser(app: FastifyInstance, receive: ReceiveBody, { release }: BodyMemory): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, async (request: FastifyRequest, payload: Readable) => {
    const bytes = await receive(request, payload);
    try {
      return parseBody(bytes);
    } finally {
      release(bytes);
    }
  });
}

/** Leaves the JSON bodies of these routes as bytes: they are parsed where a call is answered. */
export function useBytes(app: FastifyInstance, receive: ReceiveBody): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, (request: FastifyRequest, payload: Readable) => receive(request, payload));
}
