import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Collaborators } from '#src/collaborators.ts';
import type { Config } from '#src/config.ts';
import { registerFhirEndpoint } from './fhir/endpoint.ts';
import { registerKeptQuiet } from './kept-quiet.ts';
import { practiceRecord } from './practice/record.ts';
import { practiceSummary } from './practice/summary.ts';
import type { ToldOfCalls } from './told.ts';

export { createTold } from './told.ts';

const pageFiles = {
  'demo.css': 'text/css; charset=utf-8',
  'chart.css': 'text/css; charset=utf-8',
  'moments.css': 'text/css; charset=utf-8',
  'demo.js': 'text/javascript; charset=utf-8',
  'chart.js': 'text/javascript; charset=utf-8',
  'card.js': 'text/javascript; charset=utf-8',
  'moments.js': 'text/javascript; charset=utf-8',
  'kept-quiet.js': 'text/javascript; charset=utf-8',
  'ehr.js': 'text/javascript; charset=utf-8',
  'element.js': 'text/javascript; charset=utf-8',
} as const;

/**
 * Adds the demonstration practice to the app: the page at `/demo` and the practice's own FHIR endpoint at `/demo/fhir`.
 * All dates of the practice move with the service's own day.
 */
export async function registerDemo(
  app: FastifyInstance,
  options: { readonly config: Config; readonly collaborators: Collaborators; readonly told: ToldOfCalls },
): Promise<void> {
  const { config, collaborators, told } = options;
  const asOf = () => collaborators.clock().asOf;
  // On PORT=0 the address is known only once the app listens.
  const publicUrl = () => (config.port === 0 ? app.listeningOrigin : config.publicUrl);
  const fhirServer = () => `${publicUrl()}/demo/fhir`;
  const html = pageFile('index.html');
  app.get('/demo', { schema: { hide: true } }, (request, reply) =>
    // The page's links are relative, so that it works under any path prefix: they need the address without a slash.
    request.originalUrl.endsWith('/')
      ? reply.redirect(`${publicUrl()}/demo`)
      : reply.type('text/html; charset=utf-8').send(html),
  );
  for (const [name, type] of Object.entries(pageFiles)) {
    const text = pageFile(name);
    app.get(`/demo/${name}`, { schema: { hide: true } }, (_request, reply) => reply.type(type).send(text));
  }
  app.get('/demo/practice.json', { schema: { hide: true } }, () => practiceSummary(asOf(), fhirServer()));
  registerKeptQuiet(app, collaborators, told);
  registerFhirEndpoint(app, { path: '/demo/fhir', base: fhirServer, record: practiceRecord, asOf });
}

function pageFile(name: string): string {
  return readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
}
