import type { Part, UnreadReason } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { OwnBases } from '../own-bases.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import { type FhirVersion, typesIn } from '../versions/index.ts';
import { knownVersion } from './known-version.ts';
import type { Given } from './prefetch.ts';
import type { ReadRequest } from './read-request.ts';
import type { ResourcePool } from './resource-pool.ts';
import { type Source, searchFor } from './searches.ts';

/** What the reads of one call share. */
export interface ReadCall {
  readonly request: ReadRequest;
  readonly client: FhirClient | undefined;
  readonly pool: ResourcePool;
  readonly budget: ResourceBudget;
  readonly bases: OwnBases;
  /** Sources that the server was asked for. */
  readonly asked: Set<Source>;
  /** Ids under which the person's resources are read: `Patient.link` may name former ones. */
  readonly patientIds: Set<string>;
  /** Why a source is incomplete, and why a part is unread whatever its sources gave. */
  readonly unreadSources: Map<Source, UnreadReason>;
  readonly unread: Map<Part, UnreadReason>;
}

/** Reads one source: from the prefetch where that is complete, else from the server. */
export async function readSource(
  call: ReadCall,
  source: Source,
  prefetched: ReadonlyMap<string, Given>,
  version: FhirVersion,
): Promise<void> {
  const given = prefetched.get(source.key);
  if (given === undefined) return;
  call.pool.add(given, source.key);
  for (const fault of given.faults) call.pool.count(fault);
  if (given.state === 'complete') return;
  const { client, request } = call;
  const why =
    client === undefined
      ? reasons[given.state]
      : await readFromServer(call, client, source, version, [request.patientId]);
  // 'another-person' is the more useful reason: keep it over why the server could not be read.
  if (why !== undefined) call.unreadSources.set(source, given.state === 'another-person' ? given.state : why);
}

/** Why a source is unread where the prefetch is all there is. */
const reasons: Readonly<Record<Exclude<Given['state'], 'complete'>, UnreadReason>> = {
  incomplete: 'incomplete',
  unavailable: 'not-available',
  unsupported: 'unsupported-version',
  'another-person': 'another-person',
};

/** Asks the server for a source, of each of these patients. */
export async function readFromServer(
  call: ReadCall,
  client: FhirClient,
  source: Source,
  version: FhirVersion,
  patientIds: readonly string[],
): Promise<UnreadReason | undefined> {
  call.asked.add(source);
  // Not every server accepts a list of patients, and those that don't return nothing: ask for each by itself.
  const readFor = (patientId: string) => (type: string) => {
    const parameters = searchFor(source, patientId);
    const _elements = elementsFor(knownVersion(client), type);
    return parameters === undefined
      ? client.read(type, patientId, _elements)
      : client.search(type, { ...parameters, _elements });
  };
  const answers = await Promise.all(patientIds.flatMap((id) => typesIn(version, source.type).map(readFor(id))));
  for (const answer of answers) call.pool.add(answer, source.key);
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
  return failure && unreadReason(failure);
}

/** Asks again for what the server's version keeps under other types than the version assumed at first. */
export async function readElsewhere(call: ReadCall, assumed: FhirVersion, version: FhirVersion): Promise<void> {
  const { client, asked, unreadSources } = call;
  if (client === undefined) return;
  const moved = [...asked].filter(({ type }) => String(typesIn(assumed, type)) !== String(typesIn(version, type)));
  await Promise.all(
    moved.map(async (source) => {
      const why = await readFromServer(call, client, source, version, [...call.patientIds]);
      if (why === undefined) unreadSources.delete(source);
      else unreadSources.set(source, why);
    }),
  );
}
