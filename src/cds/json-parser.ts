import type { FastifyInstance } from 'fastify';
import { isTooDeep } from '../json-depth.ts';
import { Problem } from '../problem.ts';

/**
 * Fastify's own JSON parser (which refuses `__proto__` and `constructor.prototype`) for application/json and every
 * application/*+json, since some clients send application/fhir+json; nesting that is too deep is refused.
 */
export function useJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i,
    { parseAs: 'string' },
    (request, body: string, done) => {
      parse(request, body, (error, value) => {
        if (error) done(new Problem('malformed', ['body: not JSON, or with a forbidden key']));
        else if (isTooDeep(value)) done(new Problem('malformed', ['body: nested too deeply']));
        else done(null, value);
      });
    },
  );
}
