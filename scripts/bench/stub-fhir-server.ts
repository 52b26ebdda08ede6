/** A FHIR server that gives fixed responses to reads and searches after 100 ms. Prints its base URL. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Resource } from '@medplum/fhirtypes';
import { numberOfCall } from './bodies.ts';
import { encounters, person, searchset, staff } from './record.ts';

const delay = 100;
const today = Math.floor(Date.now() / 86_400_000);
const record: readonly Resource[] = [person, ...encounters(200, today), ...staff(today, true)];
const byType = Map.groupBy(record, ({ resourceType }) => resourceType as string);
const found = new Map([...byType].map(([type, all]) => [type, JSON.stringify(searchset(all))]));
const nothing = JSON.stringify(searchset([]));

/** The record is that of whoever is asked for. */
const server = createServer(async (request, response) => {
  await setTimeout(delay);
  const url = request.url ?? '/';
  const [type = '', id] = new URL(url, 'http://stub').pathname.replace(/^\/fhir\//, '').split('/');
  const [, number = numberOfCall] = /person-(\d{8})/.exec(url) ?? [];
  const text = id === undefined ? found.get(type) : JSON.stringify(byType.get(type)?.find((one) => isRead(one, id)));
  response.setHeader('content-type', 'application/fhir+json');
  response.end((text ?? nothing).replaceAll(numberOfCall, number));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`));

function isRead({ id }: Resource, wanted: string): boolean {
  return id === wanted || id === wanted.replace(/\d{8}/, numberOfCall);
}
