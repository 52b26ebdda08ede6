import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';

/** Arrays and objects within each other; FHIR needs about fifteen. */
export const maxDepth = 64;

/**
 * Fastify's own JSON parser (which refuses `__proto__` and `constructor.prototype`) for application/json and every
 * application/*+json, since some clients send application/fhir+json; deeper nesting than {@link maxDepth} is refused.
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
        else if (isDeeper(value, maxDepth)) done(new Problem('malformed', ['body: nested too deeply']));
        else done(null, value);
      });
    },
  );
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && isDeeper(item, levels - 1)) return true;
    return false;
  }
  // for…in is some times faster than Object.values here, and parsed JSON has no inherited keys.
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === 'object' && isDeeper(item, levels - 1)) return true;
  }
  return false;
}
