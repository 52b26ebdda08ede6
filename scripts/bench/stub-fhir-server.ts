/** A FHIR server that gives fixed responses to reads and searches after 100 ms. Prints its base URL. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Resource } from '@medplum/fhirtypes';
import { encounters, person, searchset, staff } from './record.ts';

const delay = 100;
const today = Math.floor(Date.now() / 86_400_000);
const record: readonly Resource[] = [person, ...encounters(200, today), ...staff(today)];

const server = createServer(async (request, response) => {
  await setTimeout(delay);
  const [type = '', id] = new URL(request.url ?? '/', 'http://stub').pathname.replace(/^\/fhir\//, '').split('/');
  const found = record.filter((one) => one.resourceType === type && (id === undefined || one.id === id));
  response.setHeader('content-type', 'application/fhir+json');
  response.end(JSON.stringify(id === undefined ? searchset(found) : found[0]));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`));
