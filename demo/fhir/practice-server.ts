import { getStatus } from '@medplum/core';
import { FhirRouter, makeSimpleRequest } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { PracticeRepository } from './repository.ts';
import { indexServedTypes, servedTypes } from './search-parameters.ts';

export interface PracticeRecord {
  readonly base: () => string;
  readonly record: (today: Day) => readonly Resource[];
  readonly asOf: () => Day;
}

export interface FhirAnswer {
  readonly status: number;
  readonly body: string;
}

/** A small in-memory FHIR R4 server. It is rebuilt each day, since the record's dates are relative to today. */
export interface PracticeServer {
  /** Runs the first search of each type, which is slow, before the first chart is opened. */
  warmUp(): Promise<void>;
  /** Answers the read or search of a URL below the base. */
  get(url: string): Promise<FhirAnswer>;
  /** Creates, updates or deletes. */
  change(method: 'POST' | 'PUT' | 'DELETE', url: string, resource?: unknown): Promise<FhirAnswer>;
}

const maxCachedAnswers = 1000;
const warmUpSearches = [
  ...servedTypes.map((type) => `/${type}?patient=Patient/nobody`),
  '/Encounter?practitioner=Practitioner/nobody&date=ge2000-01-01&_sort=-date',
  '/PractitionerRole?practitioner=nobody&organization=nobody',
];

/**
 * The record of one day, with a cache of answers since it last changed, because a search scans every resource of its type.
 */
interface DayRecord {
  readonly day: Day;
  readonly repository: Promise<PracticeRepository>;
  readonly answers: Map<string, FhirAnswer>;
}

export function createPracticeServer(options: PracticeRecord): PracticeServer {
  indexServedTypes();
  const router = new FhirRouter();
  const currentRecord = createDayRecords(options);
  const answer = async (request: ReturnType<typeof makeSimpleRequest>, { repository }: DayRecord) => {
    const [outcome, resource] = await router.handleRequest(request, await repository);
    const body = resource?.resourceType === 'Bundle' ? withLinks(resource, request.url, options.base()) : resource;
    return { status: getStatus(outcome), body: JSON.stringify(body ?? outcome) };
  };
  return {
    warmUp: async () => {
      // Without links: the base may not be known yet.
      const repository = await currentRecord().repository;
      for (const search of warmUpSearches) await router.handleRequest(makeSimpleRequest('GET', search), repository);
    },
    get: async (url) => {
      const record = currentRecord();
      const cached = record.answers.get(url);
      if (cached !== undefined) return cached;
      const fresh = await answer(makeSimpleRequest('GET', url), record);
      if (record.answers.size >= maxCachedAnswers) record.answers.clear();
      record.answers.set(url, fresh);
      return fresh;
    },
    change: async (method, url, resource) => {
      const record = currentRecord();
      const changed = await answer(makeSimpleRequest(method, url, resource), record);
      record.answers.clear();
      return changed;
    },
  };
}

function createDayRecords({ asOf, record }: PracticeRecord): () => DayRecord {
  let dayRecord: DayRecord | undefined;
  return () => {
    const day = asOf();
    if (dayRecord?.day !== day) dayRecord = { day, repository: loadRepository(record(day)), answers: new Map() };
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
