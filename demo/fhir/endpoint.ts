import { allOk, getStatus } from '@medplum/core';
import type { HttpMethod } from '@medplum/fhir-router';
import { FhirRouter, makeSimpleRequest } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { FastifyInstance } from 'fastify';
import type { Day } from '#src/history/calendar.ts';
import { capability } from './capability.ts';
import { PracticeRepository } from './repository.ts';
import { indexServedTypes, servedTypes } from './search-parameters.ts';

export interface EndpointOptions {
  readonly path: string;
  readonly base: () => string;
  readonly record: (today: Day) => readonly Resource[];
  readonly asOf: () => Day;
}

const maxCachedResponses = 1000;
const warmUpSearches = [
  ...servedTypes.map((type) => `/${type}?patient=Patient/nobody`),
  '/Encounter?practitioner=Practitioner/nobody&date=ge2000-01-01&_sort=-date',
  '/PractitionerRole?practitioner=nobody&organization=nobody',
];

interface FhirResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * The record of one day, with a cache of responses since it last changed, because a search scans every resource of its
 * type.
 */
interface DayRecord {
  readonly day: Day;
  readonly repository: Promise<PracticeRepository>;
  readonly responses: Map<string, FhirResponse>;
}

/**
 * A small in-memory FHIR R4 server: read, search and create. It is rebuilt each day, since the record's dates are
 * relative to today.
 */
export function registerFhirEndpoint(app: FastifyInstance, options: EndpointOptions): void {
  indexServedTypes();
  const router = new FhirRouter();
  router.add('GET', 'metadata', async () => [allOk, capability]);
  const currentRecord = createDayRecords(options);
  // The first search of each type is slow; run them before the first chart is opened.
  app.addHook('onReady', async () => {
    const repository = await currentRecord().repository;
    for (const search of warmUpSearches) await router.handleRequest(makeSimpleRequest('GET', search), repository);
  });
  app.route({
    method: ['GET', 'POST'],
    url: `${options.path}/*`,
    schema: { hide: true },
    handler: async (request, reply) => {
      const url = request.url.slice(request.url.indexOf(options.path) + options.path.length);
      const dayRecord = currentRecord();
      const fhirRequest = makeSimpleRequest(request.method as HttpMethod, url, request.body);
      const { status, body } =
        dayRecord.responses.get(`${request.method} ${url}`) ?? (await respond(router, dayRecord, fhirRequest, options));
      return reply.code(status).type('application/fhir+json; charset=utf-8').send(body);
    },
  });
}

async function respond(
  router: FhirRouter,
  dayRecord: DayRecord,
  fhirRequest: ReturnType<typeof makeSimpleRequest>,
  { base }: EndpointOptions,
): Promise<FhirResponse> {
  const { method, url } = fhirRequest;
  const [outcome, resource] = await router.handleRequest(fhirRequest, await dayRecord.repository);
  const body = resource?.resourceType === 'Bundle' ? withLinks(resource, url, base()) : (resource ?? outcome);
  const response = { status: getStatus(outcome), body: JSON.stringify(body) };
  if (method !== 'GET' || dayRecord.responses.size >= maxCachedResponses) dayRecord.responses.clear();
  if (method === 'GET') dayRecord.responses.set(`${method} ${url}`, response);
  return response;
}

function createDayRecords(options: EndpointOptions): () => DayRecord {
  let dayRecord: DayRecord | undefined;
  return () => {
    const day = options.asOf();
    if (dayRecord?.day !== day)
      dayRecord = { day, repository: loadRepository(options.record(day)), responses: new Map() };
    return dayRecord;
  };
}

async function loadRepository(record: readonly Resource[]): Promise<PracticeRepository> {
  const repository = new PracticeRepository();
  for (const resource of record) await repository.createResource(resource);
  return repository;
}

/** The repository sets `total` but no next link, without which a client would take a short page for the last one. */
function withLinks(bundle: Bundle, url: string, base: string): Bundle {
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
