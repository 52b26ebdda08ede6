import type { Patient } from '@medplum/fhirtypes';
import type { Part, UnreadReason } from '../history/history.ts';
import { type ActivityRows, readActivity } from './activity.ts';
import type { FhirClient } from './client.ts';
import { type Failure, unreadReason } from './failure.ts';
import { createIntake, type Intake } from './intake.ts';
import { readPrefetch } from './prefetch.ts';
import type { ReadRequest } from './reader.ts';
import { type Source, searchFor, sources, sourcesOf } from './searches.ts';
import type { StaffDirectory } from './staff-directory.ts';
import { createStaffRound, type StaffRound } from './staff-round.ts';
import type { Named, Sources } from './to-history/index.ts';

/** What one call works on. */
interface Call {
  readonly request: ReadRequest;
  readonly client: FhirClient | undefined;
  readonly intake: Intake;
  readonly unread: Map<Part, UnreadReason>;
}

/**
 * Brings together what a prefetch gave and, where a server may be called, what it lacks, in two rounds: the person's
 * own record and the user, then the staff that it names. Without a server the staff comes from the directory.
 */
export async function gather(
  request: ReadRequest,
  client: FhirClient | undefined,
  directory: StaffDirectory | undefined,
  name: (sources: Sources) => Named,
): Promise<{ sources: Sources; tally: ReadonlyMap<string, number> }> {
  const intake = createIntake(request.patientId);
  const call: Call = { request, client, intake, unread: new Map(notAsked(request.parts)) };
  const staff = client && createStaffRound(client, intake);
  const given = readPrefetch(request.prefetch, sourcesOf(request.parts), request.patientId);
  const takeAll = (names: boolean) =>
    Promise.all(
      sourcesOf(request.parts).flatMap((source) => (source.namesClinicians === names ? take(call, source, given) : [])),
    );
  const others = takeAll(false);
  await Promise.all([takeAll(true), staff?.readUser(request.userId)]);
  const named = staff && name(sourcesFrom(call, 'server', new Map()));
  const activity = await readSecondRound(call, staff, named);
  const from = settleStaff(call, staff?.failure(), named, directory);
  await others;
  return { sources: sourcesFrom(call, from, activity), tally: intake.tally };
}

/** Parts that no detector asked for were not read; the person always is, and clinicians say so themselves. */
function notAsked(parts: readonly Part[]): [Part, UnreadReason][] {
  const readable: Part[] = [...sources.flatMap((source) => source.parts), 'roles', 'activity'];
  return readable.filter((part) => part !== 'person' && !parts.includes(part)).map((part) => [part, 'not-available']);
}

/** One source: from the prefetch where that is whole, else from the server. */
async function take(call: Call, source: Source, prefetched: ReturnType<typeof readPrefetch>): Promise<void> {
  const given = prefetched.get(source.key);
  if (given === undefined) return;
  call.intake.add(given.resources);
  given.faults.forEach(call.intake.count);
  if (given.state === 'whole') return;
  const why = call.client === undefined ? lack(given.state) : await readAnew(call, call.client, source);
  if (why === undefined) return;
  for (const part of source.parts) if (!call.unread.has(part)) call.unread.set(part, why);
}

const lack = (state: 'incomplete' | 'unavailable'): UnreadReason =>
  state === 'incomplete' ? 'incomplete' : 'not-available';

async function readAnew(call: Call, client: FhirClient, source: Source): Promise<UnreadReason | undefined> {
  const { patientId } = call.request;
  const answer =
    source.search === undefined
      ? await client.read(source.type, patientId)
      : await client.search(source.type, searchFor(source.search, patientId));
  call.intake.add(answer.resources);
  return answer.failure && unreadReason(answer.failure);
}

async function readSecondRound(
  call: Call,
  staff: StaffRound | undefined,
  named: Named | undefined,
): Promise<ReadonlyMap<string, ActivityRows>> {
  const { request, client, intake, unread } = call;
  if (client === undefined || staff === undefined || named === undefined) return new Map();
  const { encounterId, parts } = request;
  const readVisit = async (id: string) => intake.add((await client.read('Encounter', id)).resources);
  const [activity] = await Promise.all([
    parts.includes('activity') ? readActivity(client, named.mostSeen, request.asOf) : undefined,
    staff.readNamed(named, parts.includes('roles')),
    encounterId === undefined || intake.has(`Encounter/${encounterId}`) ? undefined : readVisit(encounterId),
  ]);
  if (activity?.failure !== undefined) unread.set('activity', unreadReason(activity.failure));
  return activity?.rows ?? new Map();
}

/** Decides where 'who works here' comes from: the server if all of it came, else the site's own directory. */
function settleStaff(
  { client, intake, unread }: Call,
  failure: Failure | undefined,
  named: Named | undefined,
  directory: StaffDirectory | undefined,
): Sources['staff'] {
  if (client === undefined && !unread.has('activity')) unread.set('activity', 'not-available');
  const missing = failure ?? (named?.home === undefined ? 'not-found' : undefined);
  if (missing === undefined) return 'server';
  if (directory !== undefined) {
    intake.add(directory.current());
    return 'directory';
  }
  if (!unread.has('roles')) unread.set('roles', unreadReason(missing));
  return client === undefined ? 'none' : 'server';
}

function sourcesFrom(
  { request, intake, unread }: Call,
  staff: Sources['staff'],
  activity: ReadonlyMap<string, ActivityRows>,
): Sources {
  const patients = intake.resources.get('Patient') ?? [];
  const patient = patients.find(
    (one): one is Patient => one.resourceType === 'Patient' && one.id === request.patientId,
  );
  return { patient, resources: intake.resources, unread, staff, activity };
}
