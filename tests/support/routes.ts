import type { FastifyInstance } from 'fastify';

/** Every route of an app, as `GET /path/:name`; the methods are those that `Allow` names. */
export async function routesOf(app: FastifyInstance): Promise<string[]> {
  const found = pathsOf(app).map(async (path) => {
    const { headers } = await app.inject({ method: 'OPTIONS', url: path });
    const methods = String(headers.allow ?? '').split(', ');
    return methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`);
  });
  return (await Promise.all(found)).flat().toSorted();
}

/** The path of every route of an app; a line of its tree adds to the path of the line above it that is indented less. */
function pathsOf(app: FastifyInstance): string[] {
  const above: string[] = [];
  const tree = app.printRoutes({ commonPrefix: false });
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part] = /^([│ ]*)[├└]── (\S+) \(/.exec(line) ?? [];
    if (part === undefined || part === '*') return [];
    const level = indent.length / 4;
    const path = `${above[level - 1] ?? ''}${part}`;
    above[level] = path;
    return [path];
  });
}
