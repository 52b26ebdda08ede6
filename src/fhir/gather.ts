import type { Patient } from '@medplum/fhirtypes';
import type { Part, UnreadReason } from '../history/history.ts';
import { type ActivityRows, readActivity } from './activity.ts';
import type { FhirClient } from './client.ts';
import { type Failure, unreadReason } from './failure.ts';
import { createIntake, type Intake } from './intake.ts';
import { readMedicines } from './medicine-round.ts';
import { readPrefetch } from './prefetch.ts';
import type { ReadRequest } from './reader.ts';
import { type Source, searchFor, sources, sourcesOf } from './searches.ts';
import type { StaffDirectory } from './staff-directory.ts';
import { createStaffRound, type StaffRound } from './staff-round.ts';
import type { Named, Sources } from './to-history/index.ts';
import { type FhirVersion, typesIn, versionByShape } from './versions/index.ts';
import { r4 } from './versions/r4.ts';

/** What one call works on. */
interface Call {
  readonly request: ReadRequest;
  readonly client: FhirClient | undefined;
  readonly intake: Intake;
  /** What was asked of the server. */
  readonly asked: Set<Source>;
  /** Why a source did not come whole, and why a part is unread whatever its sources gave. */
  readonly lacking: Map<Source, UnreadReason>;
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
  const call: Call = {
    request,
    client,
    intake,
    asked: new Set(),
    lacking: new Map(),
    unread: new Map(notAsked(request.parts)),
  };
  // Asked for beside the first reads: what a server of another version keeps elsewhere is then asked for there.
  const assumed = versionNow(call) ?? r4;
  const staff = client && createStaffRound(client, intake);
  const given = readPrefetch(request.prefetch, sourcesOf(request.parts), request.patientId);
  const takeAll = (names: boolean) =>
    Promise.all(
      sourcesOf(request.parts).flatMap((source) =>
        source.namesClinicians === names ? take(call, source, given, assumed) : [],
      ),
    );
  const others = takeAll(false);
  await Promise.all([takeAll(true), staff?.readUser(request.userId)]);
  const named = staff && name(sourcesFrom(call, 'server', new Map()));
  const version = versionNow(call) ?? versionByShape(intake.resources);
  const elsewhere = others.then(() => readElsewhere(call, assumed, version));
  const medicines = others.then(() => nameMedicines(call, version));
  const activity = await readSecondRound(call, staff, named, version);
  const from = settleStaff(call, staff?.failure(), named, directory);
  await Promise.all([elsewhere, medicines]);
  return { sources: sourcesFrom(call, from, activity), tally: intake.tally };
}

/** Parts that no detector asked for were not read; the person always is, and clinicians say so themselves. */
function notAsked(parts: readonly Part[]): [Part, UnreadReason][] {
  const readable: Part[] = [...sources.flatMap((source) => source.parts), 'roles', 'activity'];
  return readable.filter((part) => part !== 'person' && !parts.includes(part)).map((part) => [part, 'not-available']);
}

/** One source: from the prefetch where that is whole, else from the server. */
async function take(
  call: Call,
  source: Source,
  prefetched: ReturnType<typeof readPrefetch>,
  version: FhirVersion,
): Promise<void> {
  const given = prefetched.get(source.key);
  if (given === undefined) return;
  call.intake.add(given.resources);
  given.faults.forEach(call.intake.count);
  if (given.state === 'whole') return;
  const why = call.client === undefined ? lack(given.state) : await readAnew(call, call.client, source, version);
  if (why !== undefined) call.lacking.set(source, why);
}

const lack = (state: 'incomplete' | 'unavailable'): UnreadReason =>
  state === 'incomplete' ? 'incomplete' : 'not-available';

async function readAnew(
  call: Call,
  client: FhirClient,
  source: Source,
  version: FhirVersion,
): Promise<UnreadReason | undefined> {
  const { patientId } = call.request;
  call.asked.add(source);
  const search = source.search && searchFor(source.search, patientId);
  const readType = (type: string) =>
    search === undefined ? client.read(type, patientId) : client.search(type, search);
  const answers = await Promise.all(typesIn(version, source.type).map(readType));
  for (const { resources } of answers) call.intake.add(resources);
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
  return failure && unreadReason(failure);
}

/** What was asked for as of one version once more, where the server's own keeps it under other types. */
async function readElsewhere(call: Call, assumed: FhirVersion, version: FhirVersion): Promise<void> {
  const { client, asked, lacking } = call;
  if (client === undefined) return;
  const moved = [...asked].filter(({ type }) => String(typesIn(assumed, type)) !== String(typesIn(version, type)));
  await Promise.all(
    moved.map(async (source) => {
      const why = await readAnew(call, client, source, version);
      if (why === undefined) lacking.delete(source);
      else lacking.set(source, why);
    }),
  );
}

async function nameMedicines({ request, client, intake, unread }: Call, version: FhirVersion): Promise<void> {
  if (!request.parts.includes('medicines')) return;
  const failure = await readMedicines(client, intake, version);
  if (failure !== undefined) unread.set('medicines', unreadReason(failure));
}

/** The server's version, as far as it has said it by now. */
function versionNow({ client }: Call): FhirVersion | undefined {
  const spoken = client?.version();
  return spoken === 'other' ? undefined : spoken;
}

async function readSecondRound(
  call: Call,
  staff: StaffRound | undefined,
  named: Named | undefined,
  version: FhirVersion,
): Promise<ReadonlyMap<string, ActivityRows>> {
  const { request, client, intake, unread } = call;
  if (client === undefined || staff === undefined || named === undefined) return new Map();
  const { encounterId, parts } = request;
  const readVisit = async (id: string) => intake.add((await client.read('Encounter', id)).resources);
  const [activity] = await Promise.all([
    parts.includes('activity') ? readActivity(client, named.mostSeen, request.asOf, version) : undefined,
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
  { request, client, intake, lacking, unread }: Call,
  staff: Sources['staff'],
  activity: ReadonlyMap<string, ActivityRows>,
): Sources {
  const patients = intake.resources.get('Patient') ?? [];
  const patient = patients.find(
    (one): one is Patient => one.resourceType === 'Patient' && one.id === request.patientId,
  );
  const why = new Map(unread);
  for (const source of sourcesOf(request.parts))
    for (const part of source.parts) {
      const lack = lacking.get(source);
      if (lack !== undefined && !why.has(part)) why.set(part, lack);
    }
  return { patient, resources: intake.resources, version: client?.version(), unread: why, staff, activity };
}
