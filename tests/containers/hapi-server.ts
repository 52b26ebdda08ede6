import type { Bundle, Resource } from '@medplum/fhirtypes';
import { GenericContainer, Wait } from 'testcontainers';
import { images } from './images.ts';

/** A HAPI FHIR server in a container; `base` without a trailing slash. */
export interface Hapi {
  readonly base: string;
  get(path: string): Promise<Resource>;
  send(method: 'POST' | 'PUT', path: string, resource: Resource): Promise<Resource>;
  stop(): Promise<void>;
}

/** Starts one of a version (`DSTU3`, `R4`, `R4B`, `R5`) that gives at most so many resources on a page. */
export async function startHapi(pageSize: number, version = 'R4'): Promise<Hapi> {
  const container = await new GenericContainer(images.hapi)
    .withEnvironment({
      'hapi.fhir.fhir_version': version,
      'hapi.fhir.enforce_referential_integrity_on_write': 'false',
      'hapi.fhir.client_id_strategy': 'ANY',
      'hapi.fhir.default_page_size': String(pageSize),
      'hapi.fhir.max_page_size': String(pageSize),
      // A search right after a write must see it.
      'hapi.fhir.reuse_cached_search_results_millis': '0',
    })
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp('/fhir/metadata', 8080))
    .withStartupTimeout(180_000)
    .start();
  const base = `http://${container.getHost()}:${container.getMappedPort(8080)}/fhir`;
  const request = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${base}/${path}`, { ...init, headers: { 'content-type': 'application/fhir+json' } });
    if (!answer.ok) throw new Error(`HAPI answers ${answer.status} to ${path}: ${await answer.text()}`);
    return (await answer.json()) as Resource;
  };
  return {
    base,
    get: (path) => request(path),
    send: (method, path, resource) => request(path, { method, body: JSON.stringify(resource) }),
    stop: async () => void (await container.stop()),
  };
}

/** Loads a transaction Bundle; gives the id that the server chose for its patient. */
export async function load(hapi: Hapi, bundle: Bundle): Promise<string> {
  const answer = (await hapi.send('POST', '', bundle)) as Bundle;
  const locations = (answer.entry ?? []).map(({ response }) => response?.location ?? '');
  const id = locations.flatMap((location) => /(?:^|\/)Patient\/([^/]+)/.exec(location)?.[1] ?? [])[0];
  if (id === undefined) throw new Error('The Bundle has no patient');
  return id;
}
