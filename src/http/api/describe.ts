import type { OpenAPIV3_1 } from 'openapi-types';
import { failures, failuresOf } from './failures.ts';
import { type Examples, type Operation, tags } from './operation.ts';
import { schemas } from './schemas.ts';
import { schemesOf, securityOf } from './security.ts';

type Document = OpenAPIV3_1.Document;
type Described = OpenAPIV3_1.OperationObject;
type Content = Record<string, OpenAPIV3_1.MediaTypeObject>;

/** As package.json says; a LicenseRef is how SPDX names a licence that is not on its list. */
const license = { name: 'UNLICENSED: all rights reserved', identifier: 'LicenseRef-UNLICENSED' };

/**
 * The document made whole: what it has of the routes' own schemas, with who may call each, its errors and its examples.
 * `rows` are by method and path as they are registered.
 */
export function describe(
  document: Partial<Document>,
  rows: Readonly<Record<string, Operation>>,
  needsToken: boolean,
): Partial<Document> {
  const callers = new Set<Operation['caller']>();
  const paths = Object.entries(document.paths ?? {}).map(([path, item = {}]) => {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const operations = Object.entries(item).map(([method, operation]) => {
      const row = rows[`${method.toUpperCase()} ${url}`];
      if (row) callers.add(row.caller);
      return [method, row ? described(operation as Described, row, needsToken) : operation];
    });
    return [path, Object.fromEntries(operations)];
  });
  return {
    ...document,
    info: { title: '', version: '', ...document.info, license },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths),
    components: { schemas, responses: failures(), securitySchemes: schemesOf([...callers], needsToken) },
  };
}

function described(operation: Described, row: Operation, needsToken: boolean): Described {
  const { summary, parameters = [], requestBody, responses = {} } = operation;
  return {
    operationId: row.id,
    tags: [row.tag],
    ...(summary !== undefined && { summary }),
    security: securityOf(row.caller, needsToken),
    ...(row.parameters || parameters.length > 0 ? { parameters: [...parameters, ...(row.parameters ?? [])] } : {}),
    ...(requestBody && { requestBody: withExamples(requestBody as { content: Content }, row.requests) }),
    responses: { ...answersOf(responses, row), ...failuresOf(row, requestBody !== undefined) },
  };
}

/** By status; that of success as the row has it, or as the schema of the route has it, with the row's examples. */
function answersOf(own: OpenAPIV3_1.ResponsesObject, row: Operation): OpenAPIV3_1.ResponsesObject {
  if (row.answers) return row.answers;
  const answers = Object.entries(own).map(([status, answer]) => [
    status,
    { ...withExamples(answer as { content: Content }, row.responses), description: 'Answered' },
  ]);
  return Object.fromEntries(answers);
}

function withExamples<T extends { content: Content }>(body: T, examples: Examples = () => ({})): T {
  const given = Object.entries(examples());
  if (given.length === 0) return body;
  const named = Object.fromEntries(given.map(([name, value]) => [name, { value }]));
  const content = Object.entries(body.content).map(([type, media]) => [type, { ...media, examples: named }]);
  return { ...body, content: Object.fromEntries(content) };
}
