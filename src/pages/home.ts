import type { FastifyInstance } from 'fastify';
import { html, page } from './html.ts';

export interface Home {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Whether there is a demonstration, to which a browser is led. */
  readonly demo: boolean;
}

/** `/`: what is here. */
export function registerHome(app: FastifyInstance, { publicUrl, demo }: Home): void {
  const { pathname } = new URL(publicUrl);
  const prefix = pathname === '/' ? '' : pathname;
  const links = [
    ['/detections', 'What is looked for, and on what evidence'],
    ['/cds-services', 'The services, for an EHR'],
    ['/openapi.json', 'The API'],
  ].map(([path, label]) => `<li><a href="${prefix}${path}">${label}</a></li>`);
  // In English whatever the language of the cards is: it is for whoever installs the service.
  const content = page({
    language: 'en',
    title: 'Secure Base',
    content: `<p>A CDS Hooks service.</p><ul>${links.join('')}</ul>`,
  });
  app.get('/', { schema: { summary: 'What is here' } }, (request, reply) => {
    // JSON first, for clients that take anything; a browser asks for HTML before that.
    if (request.type(['json', 'html']) === 'html')
      return demo ? reply.redirect(`${prefix}/demo`) : reply.type(html).send(content);
    return reply.send({
      name: 'Secure Base',
      services: `${publicUrl}/cds-services`,
      detections: `${publicUrl}/detections`,
      api: `${publicUrl}/openapi.json`,
      ...(demo && { demonstration: `${publicUrl}/demo` }),
    });
  });
}
