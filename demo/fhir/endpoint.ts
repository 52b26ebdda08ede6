import { allOk, getStatus } from '@medplum/core';
import type { HttpMethod } from '@medplum/fhir-router';
import { FhirRouter, makeSimpleRequest } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { FastifyInstance } from 'fastify';
import type { Day } from '#src/history/calendar.ts';
import { capability } from './capability.ts';
import { PracticeRepository } from './repository.ts';
import { heldTypes, indexHeldTypes } from './search-parameters.ts';

/** Where the endpoint is, what it holds on a day, and which day it is. */
export interface EndpointOptions {
  readonly path: string;
  readonly base: () => string;
  readonly record: (today: Day) => readonly Resource[];
  readonly asOf: () => Day;
}

const mostAnswers = 1000;
const firstSearches = [
  ...heldTypes.map((type) => `/${type}?patient=Patient/nobody`),
  '/Encounter?practitioner=Practitioner/nobody&date=ge2000-01-01&_sort=-date',
  '/PractitionerRole?practitioner=nobody&organization=nobody',
];

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The record of one day, and what was answered since it last changed: a search looks at every resource of its type. */
interface Shelf {
  readonly day: Day;
  readonly repository: Promise<PracticeRepository>;
  readonly answers: Map<string, Answer>;
}

/**
 * A small FHIR R4 server in memory: read, search and create. It starts afresh with each new day, since the record's
 * dates move with today.
 */
export function registerFhirEndpoint(app: FastifyInstance, options: EndpointOptions): void {
  indexHeldTypes();
  const router = new FhirRouter();
  router.add('GET', 'metadata', async () => [allOk, capability]);
  const shelfOfToday = shelves(options);
  // The first search of each kind is slow; the first chart that is opened should not wait for it.
  app.addHook('onReady', async () => {
    const repository = await shelfOfToday().repository;
    for (const search of firstSearches) await router.handleRequest(makeSimpleRequest('GET', search), repository);
  });
  app.route({
    method: ['GET', 'POST'],
    url: `${options.path}/*`,
    schema: { hide: true },
    handler: async (request, reply) => {
      const url = request.url.slice(request.url.indexOf(options.path) + options.path.length);
      const shelf = shelfOfToday();
      const asked = makeSimpleRequest(request.method as HttpMethod, url, request.body);
      const { status, body } =
        shelf.answers.get(`${request.method} ${url}`) ?? (await answer(router, shelf, asked, options));
      return reply.code(status).type('application/fhir+json; charset=utf-8').send(body);
    },
  });
}

async function answer(
  router: FhirRouter,
  shelf: Shelf,
  asked: ReturnType<typeof makeSimpleRequest>,
  { base }: EndpointOptions,
): Promise<Answer> {
  const { method, url } = asked;
  const [outcome, resource] = await router.handleRequest(asked, await shelf.repository);
  const body = resource?.resourceType === 'Bundle' ? withNext(resource, url, base()) : (resource ?? outcome);
  const given = { status: getStatus(outcome), body: JSON.stringify(body) };
  if (method !== 'GET' || shelf.answers.size >= mostAnswers) shelf.answers.clear();
  if (method === 'GET') shelf.answers.set(`${method} ${url}`, given);
  return given;
}

function shelves(options: EndpointOptions): () => Shelf {
  let shelf: Shelf | undefined;
  return () => {
    const day = options.asOf();
    if (shelf?.day !== day) shelf = { day, repository: load(options.record(day)), answers: new Map() };
    return shelf;
  };
}

async function load(record: readonly Resource[]): Promise<PracticeRepository> {
  const repository = new PracticeRepository();
  for (const resource of record) await repository.createResource(resource);
  return repository;
}

/** The repository tells `total` but not where the next page is; without that a short page would look like a cut one. */
function withNext(bundle: Bundle, url: string, base: string): Bundle {
  const self = new URL(`${base}${url}`);
  const offset = Number(self.searchParams.get('_offset') ?? 0);
  const matches = bundle.entry?.filter((entry) => entry.search?.mode === 'match').length ?? 0;
  const link = [{ relation: 'self', url: self.href }];
  if (matches > 0 && offset + matches < (bundle.total ?? 0)) {
    self.searchParams.set('_offset', String(offset + matches));
    link.push({ relation: 'next', url: self.href });
  }
  return { ...bundle, link };
}
