import type { LightMyRequestResponse } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { z } from 'zod';

type Document = OpenAPIV3_1.Document;
type Response = OpenAPIV3_1.ResponseObject;

/** One operation of an OpenAPI document; its path as there, with `{name}`. */
export interface DocumentedRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenAPIV3_1.OperationObject;
}

export function documentedRoutes({ paths = {} }: Pick<Document, 'paths'>): DocumentedRoute[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path },
      operation: operation as OpenAPIV3_1.OperationObject,
    })),
  );
}

/** What an operation takes, by the first of its own examples; undefined where it takes no body. */
export function exampleBody({ operation }: DocumentedRoute): unknown {
  const { content = {} } = (operation.requestBody ?? {}) as Partial<OpenAPIV3_1.RequestBodyObject>;
  const [example] = Object.values(content['application/json']?.examples ?? {});
  return example && 'value' in example ? example.value : undefined;
}

/** What an answer has that the document has not: status, media type, header, field, or text of an error; nothing if all is there. */
export function undocumented(document: Document, route: DocumentedRoute, answer: LightMyRequestResponse): unknown[] {
  const { statusCode: status, headers } = answer;
  const response = responseOf(document, route, status);
  if (response === undefined) return [status];
  const type = String(headers['content-type'] ?? '').replace(/;.*/, '');
  const media = response.content?.[type];
  if (response.content !== undefined && media === undefined) return [status, type];
  const missing = Object.keys(response.headers ?? {}).filter((name) => headers[name.toLowerCase()] === undefined);
  if (media?.schema === undefined || !type.endsWith('json')) return missing;
  return [...missing, ...differences(document, media, status, answer.json())];
}

/** The answer that the document has for a status, references followed. */
function responseOf({ components }: Document, { operation }: DocumentedRoute, status: number): Response | undefined {
  const found = operation.responses?.[status];
  if (found === undefined || !('$ref' in found)) return found;
  return components?.responses?.[found.$ref.replace('#/components/responses/', '')] as Response;
}

/** An error says what its example says, but for where it is wrong. */
function differences(
  { components }: Document,
  { schema, example }: OpenAPIV3_1.MediaTypeObject,
  status: number,
  body: unknown,
): unknown[] {
  const isOutcome = schema !== undefined && '$ref' in schema;
  const resolved = isOutcome ? components?.schemas?.OperationOutcome : schema;
  const { success, error } = z.fromJSONSchema(resolved as never).safeParse(body);
  if (!success) return [status, error.issues.map(({ path, code }) => [path.join('.'), code])];
  return isOutcome && errorsIn(body) !== errorsIn(example) ? [status, body] : [];
}

const Outcome = z.looseObject({ issue: z.array(z.object({ code: z.string(), diagnostics: z.string() })) });

function errorsIn(body: unknown): string {
  const errors = Outcome.parse(body).issue.map(({ code, diagnostics }) => `${code} ${diagnostics.replace(/: .*/, '')}`);
  return [...new Set(errors)].join();
}
