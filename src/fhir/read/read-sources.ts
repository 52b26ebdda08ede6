import type { Part, UnreadReason } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import { type FhirVersion, typesIn } from '../versions/index.ts';
import type { Given } from './prefetch.ts';
import type { ReadRequest } from './read-request.ts';
import type { ResourcePool } from './resource-pool.ts';
import { type Source, searchFor } from './searches.ts';

/** What one call works on. */
export interface Call {
  readonly request: ReadRequest;
  readonly client: FhirClient | undefined;
  readonly intake: ResourcePool;
  readonly budget: ResourceBudget;
  /** What was asked of the server. */
  readonly asked: Set<Source>;
  /** Ids under which the person's resources are read: `Patient.link` may name former ones. */
  readonly patientIds: Set<string>;
  /** Why a source did not come whole, and why a part is unread whatever its sources gave. */
  readonly lacking: Map<Source, UnreadReason>;
  readonly unread: Map<Part, UnreadReason>;
}

/** One source: from the prefetch where that is whole, else from the server. */
export async function take(
  call: Call,
  source: Source,
  prefetched: ReadonlyMap<string, Given>,
  version: FhirVersion,
): Promise<void> {
  const given = prefetched.get(source.key);
  if (given === undefined) return;
  call.intake.add(given, source.key);
  for (const fault of given.faults) call.intake.count(fault);
  if (given.state === 'whole') return;
  const { client, request } = call;
  const why =
    client === undefined ? lacks[given.state] : await readAnew(call, client, source, version, [request.patientId]);
  // That it was another person's says more than why their own could not be read.
  if (why !== undefined) call.lacking.set(source, given.state === 'another-person' ? given.state : why);
}

/** Why a source did not come whole, where the prefetch is all there is. */
const lacks: Readonly<Record<Exclude<Given['state'], 'whole'>, UnreadReason>> = {
  incomplete: 'incomplete',
  unavailable: 'not-available',
  unsupported: 'unsupported-version',
  'another-person': 'another-person',
};

/** Asks the server for a source, of each of these patients. */
export async function readAnew(
  call: Call,
  client: FhirClient,
  source: Source,
  version: FhirVersion,
  patientIds: readonly string[],
): Promise<UnreadReason | undefined> {
  call.asked.add(source);
  // Not every server takes a list of patients, and those that don't answer with nobody's: each is asked for by itself.
  const readFor = (patientId: string) => (type: string) =>
    source.search === undefined
      ? client.read(type, patientId)
      : client.search(type, searchFor(source.search, patientId));
  const answers = await Promise.all(patientIds.flatMap((id) => typesIn(version, source.type).map(readFor(id))));
  for (const answer of answers) call.intake.add(answer, source.key);
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
  return failure && unreadReason(failure);
}

/** What was asked for as of one version once more, where the server's own keeps it under other types. */
export async function readElsewhere(call: Call, assumed: FhirVersion, version: FhirVersion): Promise<void> {
  const { client, asked, lacking } = call;
  if (client === undefined) return;
  const moved = [...asked].filter(({ type }) => String(typesIn(assumed, type)) !== String(typesIn(version, type)));
  await Promise.all(
    moved.map(async (source) => {
      const why = await readAnew(call, client, source, version, [...call.patientIds]);
      if (why === undefined) lacking.delete(source);
      else lacking.set(source, why);
    }),
  );
}
