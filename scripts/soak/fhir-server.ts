import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { exampleCall, exampleStaff } from '../../tests/support/example.ts';
import { untilToday } from '../../tests/support/today.ts';

const person = 'margaret-holloway';

/** A FHIR server that returns the chart of the patient-view example for any patient. */
export async function startAnyPatientServer(): Promise<{ readonly base: string; close(): void }> {
  const prefetch = Object.values(exampleCall({ hook: 'patient-view' }).prefetch ?? {}) as Resource[];
  const record = [...prefetch.flatMap((one) => (isBundle(one) ? entriesOf(one) : [one])), ...exampleStaff()];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const [type, id] = url.pathname.replace(/^\/fhir\//, '').split('/');
    const requested =
      url.searchParams.get('patient') ?? url.searchParams.get('subject') ?? (type === 'Patient' ? id : person);
    const patient = requested?.replace(/^Patient\//, '') ?? person;
    const own = id === patient ? person : id;
    const found = record.filter((one) => one.resourceType === type && (own === undefined || one.id === own));
    const answer = id === undefined ? searchset(found) : found[0];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/fhir+json' });
    response.end(answer && untilToday(JSON.stringify(answer)).replaceAll(person, patient));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, close: () => server.close() };
}

const isBundle = (resource: Resource): resource is Bundle => resource.resourceType === 'Bundle';
const entriesOf = ({ entry = [] }: Bundle): Resource[] => entry.flatMap(({ resource }) => (resource ? [resource] : []));

function searchset(resources: readonly Resource[]): Bundle {
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' as const } }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
}
