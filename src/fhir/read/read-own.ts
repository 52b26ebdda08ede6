import type { UnreadReason } from '../../history/history.ts';
import { fields } from '../json.ts';
import { linkedPatients } from '../record/linked-patients.ts';
import type { FhirVersion } from '../versions/index.ts';
import type { Given } from './prefetch.ts';
import { type ReadCall, readFromServer, readSource } from './read-sources.ts';
import { type Source, sourcesOf } from './searches.ts';
import { isAbout } from './subjects.ts';

/**
 * Takes in the person's own record: each source from the prefetch where that is complete, else from the server, under all
 * of the person's ids. What names clinicians is done first: a second round waits for it, and who has seen whom is what a
 * call that is over its budget can least do without.
 */
export function readOwn(
  call: ReadCall,
  given: ReadonlyMap<string, Given>,
  version: FhirVersion,
): { readonly naming: Promise<void>; readonly others: Promise<void> } {
  const all = sourcesOf(call.request.parts);
  const naming = all.filter(({ namesClinicians }) => namesClinicians);
  const others = all.filter(({ namesClinicians }) => !namesClinicians);
  const readAll = (sources: readonly Source[]) =>
    Promise.all(sources.map((source) => readSource(call, source, given, version)));
  const linked = readAll(naming).then(() => joinLinked(call));
  const readMore = (sources: readonly Source[], known: Linked) => readLinked(call, sources, known, given, version);
  return {
    naming: linked.then((known) => readMore(naming, known)),
    others: Promise.all([linked, readAll(others)]).then(([known]) => readMore(others, known)),
  };
}

/** Other ids of the person, as far as nothing of them has come yet. */
interface Linked {
  readonly missing: readonly string[];
  /** There are more than are read. */
  readonly more: boolean;
}

/** What is under the other ids that the Patient names is the person's from now on. */
function joinLinked({ request, pool, patientIds }: ReadCall): Linked {
  const own = pool
    .resources()
    .get('Patient')
    ?.find(({ id }) => id === request.patientId);
  const { ids, complete } = linkedPatients(fields(own));
  if (ids.length === 0) return { missing: [], more: false };
  pool.join(ids);
  for (const id of ids) patientIds.add(id);
  const came = [...pool.resources().values()].flat();
  return { missing: ids.filter((id) => !came.some((one) => isAbout(one, id))), more: !complete };
}

/**
 * Reads what these sources keep under the other ids; without a server they are incomplete. A client that prefetched
 * some of what is under an id is taken to have sent all of it.
 */
async function readLinked(
  call: ReadCall,
  sources: readonly Source[],
  { missing, more }: Linked,
  given: ReadonlyMap<string, Given>,
  version: FhirVersion,
): Promise<void> {
  const { client, unreadSources, patientIds, request } = call;
  const others = [...patientIds].filter((id) => id !== request.patientId);
  const readOne = async (source: Source) => {
    // Of a Patient that was merged away not much may be left, and what it says is not needed.
    const markUnread = (why: UnreadReason) =>
      source.search !== undefined && !unreadSources.has(source) && unreadSources.set(source, why);
    const wanted = given.get(source.key)?.state === 'complete' ? missing : others;
    if (more || (wanted.length > 0 && client === undefined)) markUnread('incomplete');
    const why = wanted.length > 0 && client && (await readFromServer(call, client, source, version, wanted));
    if (why) markUnread(why);
  };
  if (others.length > 0) await Promise.all(sources.map(readOne));
}
