import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';
import { shapeFault } from '../values/json-shape.ts';

/**
 * Fastify's own JSON parser (which refuses `__proto__` and `constructor.prototype`) for application/json and every
 * application/*+json, since some clients send application/fhir+json. Also refuses what {@link shapeFault} finds, and bytes
 * that are not UTF-8 (RFC 8259, 8.1), which would otherwise become U+FFFD within a name or an id.
 */
export function useJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i,
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => {
      if (!isUtf8(body)) return done(new Problem('malformed', ['body: not UTF-8']));
      parse(request, body.toString('utf8'), (error, value) => {
        const fault = error ? 'not JSON, or with a forbidden key' : shapeFault(value);
        if (fault === undefined) done(null, value);
        else done(new Problem('malformed', [`body: ${fault}`]));
      });
    },
  );
}
