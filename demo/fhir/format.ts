import type { FastifyRequest } from 'fastify';

/** What stands for JSON in Accept and `_format`; json+fhir is the older name that the public CDS Hooks sandbox sends. */
const jsonTypes = ['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json'];

/** Whether a client takes JSON, the only format of this server. `_format` decides before Accept (FHIR R4, 3.1.0.1.11). */
export function takesJson(request: FastifyRequest): boolean {
  const { _format: format } = request.query as Readonly<Record<string, unknown>>;
  if (typeof format !== 'string' || format === '') return request.type(jsonTypes) !== false;
  // A plus that was not encoded arrives as a space.
  const [mediaType = ''] = format.toLowerCase().replaceAll(' ', '+').split(';');
  return ['json', ...jsonTypes].includes(mediaType);
}
