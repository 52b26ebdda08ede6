import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseBody } from '../cds/json-body.ts';

/** Receives a body in pieces. */
export type ReceiveBody = (request: FastifyRequest, payload: Readable) => Promise<readonly Buffer[]>;

/** Every application/*+json too, since some clients send application/fhir+json. */
const jsonTypes = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Parses the bodies of these routes as JSON. */
export function useJsonParser(app: FastifyInstance, receive: ReceiveBody): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, async (request: FastifyRequest, payload: Readable) =>
    parseBody(await receive(request, payload)),
  );
}

/** Leaves the JSON bodies of these routes as bytes: they are parsed where a call is answered. */
export function useBytes(app: FastifyInstance, receive: ReceiveBody): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonTypes, receive);
}
