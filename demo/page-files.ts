import { globSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';

const folder = new URL('page/', import.meta.url);
const html = 'text/html; charset=utf-8';
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The page at `/demo`, and its scripts and styles below. */
export function registerPage(app: FastifyInstance, publicUrl: () => string): void {
  const page = pageFile('index.html');
  app.get('/demo', { schema: { hide: true } }, (request, reply) =>
    // The page's links are relative so that it works under any path prefix, so its URL must end without a slash.
    request.originalUrl.endsWith('/') ? reply.redirect(`${publicUrl()}/demo`) : reply.type(html).send(page),
  );
  for (const name of globSync('**/*.{css,js}', { cwd: folder })) {
    const text = pageFile(name);
    const type = types[extname(name)] ?? html;
    app.get(`/demo/${name}`, { schema: { hide: true } }, (_request, reply) => reply.type(type).send(text));
  }
}

function pageFile(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}
