import type { Patient } from '@medplum/fhirtypes';
import type { Part, UnreadReason } from '../../history/history.ts';
import type { FhirClient } from '../client/client.ts';
import { type Failure, unreadReason } from '../client/failure.ts';
import type { ResourceBudget } from '../client/resource-budget.ts';
import type { RecordMapper, Sources, UnreadReferences } from '../mappers/index.ts';
import type { OwnBases } from '../own-bases.ts';
import type { StaffIndex } from '../record/staff-index.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import { type FhirVersion, isOfUnreadVersion, versionByShape } from '../versions/index.ts';
import { r4 } from '../versions/r4.ts';
import { knownVersion } from './known-version.ts';
import type { Given } from './prefetch.ts';
import { readDirectory } from './read-directory.ts';
import { readMedicines } from './read-medications.ts';
import { noVisits, type OthersVisits, readOthersVisits } from './read-others-visits.ts';
import { readOwn } from './read-own.ts';
import { readRelatives } from './read-relatives.ts';
import type { ReadRequest } from './read-request.ts';
import { readSigns } from './read-signs.ts';
import { type ReadCall, readElsewhere } from './read-sources.ts';
import { createStaffReader, type StaffReader } from './read-staff.ts';
import { createResourcePool } from './resource-pool.ts';
import { everyPart, sourcesOf } from './searches.ts';
import { asUnsupported } from './unsupported-version.ts';

/** Whom one call may ask, and how much it takes in. */
interface Readers {
  readonly client: FhirClient | undefined;
  /** The site's own list of staff; asked for where it is needed alone. */
  readonly directory: (() => StaffIndex | undefined) | undefined;
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
  mapper: Omit<RecordMapper, 'toReading'>,
): Promise<{ sources: Sources; tally: ReadonlyMap<string, number> }> {
  const pool = createResourcePool(request.patientId, budget, bases);
  const call: ReadCall = {
    request,
    client,
    pool,
    budget,
    bases,
    asked: new Set(),
    patientIds: new Set([request.patientId]),
    unreadSources: new Map(),
    unread: new Map(notAsked(request.parts)),
  };
  // Asked for beside the first reads: what a server of another version keeps elsewhere is then asked for there.
  const assumed = knownVersion(client) ?? r4;
  const staff = client && createStaffReader(client, pool, budget);
  const own = readOwn(call, given, assumed);
  const others = meanwhile(own.others);
  await Promise.all([own.naming, staff?.readUser(request.userId)]);
  const named = staff && mapper.unreadReferences(sourcesFrom(call, 'server', noVisits));
  const version = knownVersion(client) ?? versionByShape(pool.resources());
  const elsewhere = meanwhile(others.then(() => readElsewhere(call, assumed, version)));
  const medicines = meanwhile(others.then(() => nameMedicines(call, version)));
  const signs = meanwhile(others.then(() => readSigns(call, mapper, sourcesFrom(call, 'server', noVisits), version)));
  const family = meanwhile(
    others.then(() => readRelatives(call, mapper, sourcesFrom(call, 'server', noVisits), version)),
  );
  const visits = await readSecondRound(call, staff, named, version);
  const [relatives] = await Promise.all([family, elsewhere, medicines, signs]);
  const second = { ...visits, ...(relatives && { relatives }) };
  const missing = staff?.failure() ?? (named?.home === undefined ? 'not-found' : undefined);
  const listed = missing === undefined ? undefined : directory?.();
  const from = settleStaff(call, missing, listed !== undefined);
  if (listed !== undefined) {
    const limits = { pool, budget };
    const complete = readDirectory(listed, request, limits, mapper, () => sourcesFrom(call, from, second));
    if (!complete && !call.unread.has('roles')) call.unread.set('roles', 'incomplete');
  }
  const read = sourcesFrom(call, from, second);
  if (client?.version() !== 'other' && !isOfUnreadVersion(pool.resources()))
    return { sources: read, tally: pool.tally() };
  pool.count('unsupported-version');
  return { sources: asUnsupported(read, request.parts), tally: pool.tally() };
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

async function nameMedicines({ request, client, pool, budget, unread }: ReadCall, version: FhirVersion): Promise<void> {
  if (!request.parts.includes('medicines')) return;
  const failure = await readMedicines(client, pool, budget, version);
  if (failure !== undefined) unread.set('medicines', unreadReason(failure));
}

async function readSecondRound(
  call: ReadCall,
  staff: StaffReader | undefined,
  named: UnreadReferences | undefined,
  version: FhirVersion,
): Promise<OthersVisits> {
  const { request, client, pool } = call;
  if (client === undefined || staff === undefined || named === undefined) return noVisits;
  const { encounterId, parts } = request;
  const elements = elementsFor(knownVersion(client), 'Encounter');
  const readVisit = async (id: string) => pool.add(await client.read('Encounter', id, elements), 'encounters');
  const [visits] = await Promise.all([
    readOthersVisits(call, client, named, version),
    staff.readNamed(named, parts.includes('roles')),
    encounterId === undefined || pool.has(`Encounter/${encounterId}`) ? undefined : readVisit(encounterId),
  ]);
  return visits;
}

/** Decides where 'who works here' comes from: the server if all of it came, else the site's own directory. */
function settleStaff(
  { client, unread }: ReadCall,
  missing: Failure | undefined,
  hasDirectory: boolean,
): Sources['staff'] {
  for (const part of ['activity', 'practiceWeeks', 'consultingWeeks'] as const)
    if (client === undefined && !unread.has(part)) unread.set(part, 'not-available');
  if (missing === undefined) return 'server';
  if (hasDirectory) return 'directory';
  if (!unread.has('roles')) unread.set('roles', unreadReason(missing));
  return client === undefined ? 'none' : 'server';
}

function sourcesFrom(
  { request, client, pool, budget, unreadSources, unread }: ReadCall,
  staff: Sources['staff'],
  others: Pick<Sources, 'activity' | 'practiceWeeks' | 'relatives'>,
): Sources {
  const patients = pool.resources().get('Patient') ?? [];
  const patient = patients.find(
    (one): one is Patient => one.resourceType === 'Patient' && one.id === request.patientId,
  );
  const why = new Map(unread);
  for (const source of sourcesOf(request.parts))
    for (const part of source.parts) {
      const reason = unreadSources.get(source) ?? (budget.isOver(source.key) ? 'incomplete' : undefined);
      if (reason !== undefined && !why.has(part)) why.set(part, reason);
    }
  return { patient, resources: pool.resources(), version: client?.version(), unread: why, staff, ...others };
}
