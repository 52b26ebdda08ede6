import type { FastifyInstance } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';

const statuses = new WeakMap<FastifyInstance, readonly (readonly [operation: RegExp, statuses: readonly string[]])[]>();

/**
 * Whatever a test asks of an operation of `/openapi.json`, the status of the answer must be there.
 * @throws if it is not
 */
export function assertDocumented(app: FastifyInstance, method: string, url: string, status: number): void {
  const documented = statuses.get(app) ?? operationsOf(app);
  statuses.set(app, documented);
  const operation = `${method} ${url.replace(/[?#].*/, '')}`;
  const [, found] = documented.find(([pattern]) => pattern.test(operation)) ?? [];
  if (found === undefined || found.includes(String(status))) return;
  throw new Error(`/openapi.json has no ${status} of ${operation}, only ${found.join(', ')}`);
}

function operationsOf(app: FastifyInstance): [RegExp, string[]][] {
  const { paths = {} } = app.swagger();
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]): [RegExp, string[]] => [
      new RegExp(`^${method.toUpperCase()} ${path.replaceAll('.', '\\.').replace(/\{\w+\}/, '[^/]+')}$`),
      Object.keys((operation as OpenAPIV3_1.OperationObject).responses ?? {}),
    ]),
  );
}
