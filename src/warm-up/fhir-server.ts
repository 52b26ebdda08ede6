import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Resource } from '@medplum/fhirtypes';
import { searchset } from './searchset.ts';

export interface SyntheticServer {
  readonly base: string;
  close(): void;
}

/** Listens on a free loopback port and answers reads and searches by patient, id, link and type. */
export async function openSyntheticServer(records: readonly Resource[]): Promise<SyntheticServer> {
  const byType = Map.groupBy(records, ({ resourceType }) => resourceType as string);
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, type = '', id] = pathname.split('/');
    if (type === 'metadata') return send(response, { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    const all = byType.get(type) ?? [];
    if (id !== undefined)
      return send(
        response,
        all.find((one) => one.id === id),
      );
    const patient = searchParams.get('patient');
    const ids = searchParams.get('_id')?.split(',');
    const links = searchParams.get('link')?.split(',');
    const found = all.filter(
      (one) =>
        (patient === null || belongsTo(one, patient)) &&
        (ids === undefined || ids.includes(one.id ?? '')) &&
        (links === undefined || isLinked(one, links)),
    );
    return send(response, searchset(found));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, body: object | undefined): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/fhir+json' });
  response.end(JSON.stringify(body));
}

function isLinked(one: Resource, links: readonly string[]): boolean {
  return (
    one.resourceType === 'Patient' && one.link?.some(({ other }) => links.includes(other.reference ?? '')) === true
  );
}

/** The id of each synthetic resource begins with its patient's id. */
function belongsTo({ id = '' }: Resource, patient: string): boolean {
  return id === patient || id.startsWith(`${patient}-`);
}
