import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { capability } from './capability.ts';
import { takesJson } from './format.ts';
import { createPracticeServer, type FhirAnswer, type PracticeRecord } from './practice-server.ts';
import { Refusal } from './refusal.ts';
import { isServed } from './search-parameters.ts';
import { readSearchQuery } from './search-query.ts';

const hidden = { schema: { hide: true } };

interface OneResource {
  readonly Params: { readonly type: string; readonly id: string };
}

/**
 * The practice's FHIR endpoint: read, search by URL and by form, create, update and delete. The app
 * needs @fastify/accepts.
 */
export async function registerFhirEndpoint(
  app: FastifyInstance,
  { path, ...record }: PracticeRecord & { readonly path: string },
): Promise<void> {
  const server = createPracticeServer(record);
  app.addHook('onReady', server.warmUp);
  await app.register(
    async (fhir) => {
      speakFhir(fhir);
      const search = async (request: FastifyRequest, reply: FastifyReply) =>
        send(reply, await server.get(searchUrl(request)));
      const metadata = { status: 200, body: JSON.stringify(capability()) };
      fhir.get('/metadata', hidden, async (_request, reply) => send(reply, metadata));
      fhir.get('/:type', hidden, search);
      fhir.post('/:type/_search', hidden, search);
      fhir.get<OneResource>('/:type/:id', hidden, async ({ params }, reply) =>
        send(reply, await server.get(addressOf(params))),
      );
      fhir.post<OneResource>('/:type', hidden, async ({ params, body }, reply) =>
        send(reply, await server.change('POST', `/${params.type}`, body)),
      );
      fhir.put<OneResource>('/:type/:id', hidden, async ({ params, body }, reply) =>
        send(reply, await server.change('PUT', addressOf(params), body)),
      );
      fhir.delete<OneResource>('/:type/:id', hidden, async ({ params }, reply) =>
        send(reply, await server.change('DELETE', addressOf(params))),
      );
    },
    { prefix: path },
  );
}

/** Takes forms, and refuses other formats and types that are not served with an OperationOutcome. */
function speakFhir(fhir: FastifyInstance): void {
  fhir.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  fhir.addHook('onRequest', async (request) => {
    if (!takesJson(request)) throw new Refusal(406, 'not-supported', 'only JSON is served');
    const { type } = request.params as { readonly type?: string };
    if (type !== undefined && !isServed(type))
      throw new Refusal(404, 'not-supported', 'this type of resource is not served');
  });
  fhir.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Refusal)) throw error;
    return send(reply, { status: error.status, body: JSON.stringify(error.outcome()) });
  });
}

/** The search of a request, with the parameters of its URL and of its form together (FHIR R4, 3.1.1.2). */
function searchUrl({ params, url, body, headers }: FastifyRequest): string {
  const { type } = params as { readonly type: Parameters<typeof readSearchQuery>[0] };
  const fromForm = body instanceof URLSearchParams ? body : [];
  const given = new URLSearchParams([...new URLSearchParams(url.split('?').slice(1).join('?')), ...fromForm]);
  const isLenient = /\bhandling\s*=\s*"?lenient\b/i.test(String(headers.prefer ?? ''));
  return `/${type}?${readSearchQuery(type, given, isLenient)}`;
}

function addressOf({ type, id }: OneResource['Params']): string {
  return `/${type}/${encodeURIComponent(id)}`;
}

function send(reply: FastifyReply, { status, body }: FhirAnswer): FastifyReply {
  return reply.code(status).type('application/fhir+json; charset=utf-8').send(body);
}
