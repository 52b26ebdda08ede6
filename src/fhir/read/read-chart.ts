import type { Patient } from '@medplum/fhirtypes';
import type { Part, UnreadReason } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { type Failure, unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { RecordMapper, Sources, UnreadReferences } from '../mappers/index.ts';
import type { OwnBases } from '../own-bases.ts';
import type { StaffIndex } from '../record/staff-index.ts';
import { type FhirVersion, isOfUnreadVersion, versionByShape } from '../versions/index.ts';
import { r4 } from '../versions/r4.ts';
import type { Given } from './prefetch.ts';
import { readDirectory } from './read-directory.ts';
import { readMedicines } from './read-medications.ts';
import { noVisits, type OthersVisits, readOthersVisits } from './read-others-visits.ts';
import { readOwn } from './read-own.ts';
import type { ReadRequest } from './read-request.ts';
import { type Call, readElsewhere } from './read-sources.ts';
import { createStaffRound, type StaffRound } from './read-staff.ts';
import { createIntake } from './resource-pool.ts';
import { everyPart, sourcesOf } from './searches.ts';
import { asUnsupported } from './unsupported-version.ts';

/** Whom one call may ask, and how much it takes in. */
interface Readers {
  readonly client: FhirClient | undefined;
  readonly directory: (() => StaffIndex) | undefined;
  readonly budget: ResourceBudget;
  readonly bases: OwnBases;
}

/**
 * Brings together what a prefetch gave and, where a server may be called, what it lacks, in two rounds: the person's
 * own record and the user, then the staff that it names. Without a server the staff comes from the directory.
 */
export async function readChart(
  request: ReadRequest,
  given: ReadonlyMap<string, Given>,
  { client, directory, budget, bases }: Readers,
  mapper: Pick<RecordMapper, 'unreadReferences' | 'placesIn'>,
): Promise<{ sources: Sources; tally: ReadonlyMap<string, number> }> {
  const intake = createIntake(request.patientId, budget, bases);
  const call: Call = {
    request,
    client,
    intake,
    budget,
    asked: new Set(),
    patientIds: new Set([request.patientId]),
    lacking: new Map(),
    unread: new Map(notAsked(request.parts)),
  };
  // Asked for beside the first reads: what a server of another version keeps elsewhere is then asked for there.
  const assumed = versionNow(call) ?? r4;
  const staff = client && createStaffRound(client, intake, budget);
  const own = readOwn(call, given, assumed);
  const others = meanwhile(own.others);
  await Promise.all([own.naming, staff?.readUser(request.userId)]);
  const named = staff && mapper.unreadReferences(sourcesFrom(call, 'server', noVisits));
  const version = versionNow(call) ?? versionByShape(intake.resources());
  const elsewhere = meanwhile(others.then(() => readElsewhere(call, assumed, version)));
  const medicines = meanwhile(others.then(() => nameMedicines(call, version)));
  const second = await readSecondRound(call, staff, named, version);
  await Promise.all([elsewhere, medicines]);
  const from = settleStaff(call, staff?.failure(), named, directory !== undefined);
  if (from === 'directory' && directory !== undefined) {
    const pools = { pool: intake, budget };
    const whole = readDirectory(directory(), request, pools, mapper, () => sourcesFrom(call, from, second));
    if (!whole && !call.unread.has('roles')) call.unread.set('roles', 'incomplete');
  }
  const read = sourcesFrom(call, from, second);
  if (client?.version() !== 'other' && !isOfUnreadVersion(intake.resources()))
    return { sources: read, tally: intake.tally() };
  intake.count('unsupported-version');
  return { sources: asUnsupported(read, request.parts), tally: intake.tally() };
}

/** For what is awaited later: where something else throws before that, what this throws must not end the process. */
function meanwhile<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/** Parts that no detector asked for were not read; the person always is, and clinicians say so themselves. */
function notAsked(parts: readonly Part[]): [Part, UnreadReason][] {
  const always: readonly Part[] = ['person', 'clinicians', ...parts];
  return everyPart.filter((part) => !always.includes(part)).map((part) => [part, 'not-available']);
}

async function nameMedicines({ request, client, intake, budget, unread }: Call, version: FhirVersion): Promise<void> {
  if (!request.parts.includes('medicines')) return;
  const failure = await readMedicines(client, intake, budget, version);
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
  named: UnreadReferences | undefined,
  version: FhirVersion,
): Promise<OthersVisits> {
  const { request, client, intake } = call;
  if (client === undefined || staff === undefined || named === undefined) return noVisits;
  const { encounterId, parts } = request;
  const readVisit = async (id: string) => intake.add(await client.read('Encounter', id), 'encounters');
  const [visits] = await Promise.all([
    readOthersVisits(call, client, named, version),
    staff.readNamed(named, parts.includes('roles')),
    encounterId === undefined || intake.has(`Encounter/${encounterId}`) ? undefined : readVisit(encounterId),
  ]);
  return visits;
}

/** Decides where 'who works here' comes from: the server if all of it came, else the site's own directory. */
function settleStaff(
  { client, unread }: Call,
  failure: Failure | undefined,
  named: UnreadReferences | undefined,
  hasDirectory: boolean,
): Sources['staff'] {
  for (const part of ['activity', 'practiceWeeks'] as const)
    if (client === undefined && !unread.has(part)) unread.set(part, 'not-available');
  const missing = failure ?? (named?.home === undefined ? 'not-found' : undefined);
  if (missing === undefined) return 'server';
  if (hasDirectory) return 'directory';
  if (!unread.has('roles')) unread.set('roles', unreadReason(missing));
  return client === undefined ? 'none' : 'server';
}

function sourcesFrom(
  { request, client, intake, budget, lacking, unread }: Call,
  staff: Sources['staff'],
  others: OthersVisits,
): Sources {
  const patients = intake.resources().get('Patient') ?? [];
  const patient = patients.find(
    (one): one is Patient => one.resourceType === 'Patient' && one.id === request.patientId,
  );
  const why = new Map(unread);
  for (const source of sourcesOf(request.parts))
    for (const part of source.parts) {
      const lack = lacking.get(source) ?? (budget.isOver(source.key) ? 'incomplete' : undefined);
      if (lack !== undefined && !why.has(part)) why.set(part, lack);
    }
  return { patient, resources: intake.resources(), version: client?.version(), unread: why, staff, ...others };
}
