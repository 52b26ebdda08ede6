import type { Day } from '../../history/calendar.ts';
import type { Answer } from '../client/answer.ts';
import type { FhirClient, FhirServer, Gateway } from '../client/client.ts';
import type { Failure } from '../client/failure.ts';
import { createResourceBudget } from '../client/resource-budget.ts';
import { isId } from '../ids.ts';
import { everyObject, objects, text } from '../json.ts';
import type {
  OpeningContext,
  OwnUser,
  OwnVisit,
  OwnWorkMapper,
  SeenPerson,
  Sources,
  UnreadReferences,
} from '../mappers/index.ts';
import { createOwnBases, type OwnBases } from '../own-bases.ts';
import type { IdentifiedResource } from '../record/record.ts';
import { versionByShape } from '../versions/index.ts';
import { knownVersion } from './known-version.ts';
import { bookingsOf, peopleBy, typed, visitsOf } from './own-searches.ts';
import { createStaffReader, type StaffReader } from './read-staff.ts';
import { createResourcePool, type ResourcePool } from './resource-pool.ts';
import type { StaffSearch } from './staff-searches.ts';

/** Pages of one search: a full-time year has about 6,000 visits, and a server that pages by 20 need not be asked for all. */
export const ownReadLimits = { maxPages: 40 };

/** Whose own work is read, and where. */
export interface OwnWorkRequest extends Pick<OpeningContext, 'asOf' | 'now' | 'timeZone'> {
  readonly server: FhirServer;
  /** `fhirUser` as the id_token has it: relative, or an address on the server (SMART App Launch 2.2, 4.2.3). */
  readonly user: string;
  readonly signal: AbortSignal;
}

/** Reads of a user's own work under the user's own token. None throws; nothing is held once it is closed. */
export interface OwnWork {
  /** The user, or why nobody could be made out. */
  readUser(): Promise<OwnUser | undefined>;
  /** The user's visits since a day, with anyone. */
  readVisits(user: OwnUser, since: Day): Promise<OwnVisits>;
  /** Those of these people who may be listed, in this order; with the visits that are booked for them. */
  readPeople(user: OwnUser, ids: readonly string[], lastDay: Day): Promise<SeenPeople>;
  close(): void;
}

/** Without a failure these are all there are. */
interface OwnVisits {
  readonly visits: readonly OwnVisit[];
  readonly failure: Failure | undefined;
}

interface SeenPeople {
  readonly people: readonly SeenPerson[];
  readonly failure: Failure | undefined;
  /** Why the visits that are booked are not all known. */
  readonly bookingFailure: Failure | undefined;
}

/** Opens the reads of one page, which this mapper maps. */
export function openOwnWork(
  gateway: Gateway,
  request: OwnWorkRequest,
  mapperFor: (at: OpeningContext) => OwnWorkMapper,
): OwnWork {
  const { server, asOf, now, timeZone, signal } = request;
  const client = gateway.open(server, signal);
  const bases = createOwnBases(server.base);
  const userId = bases.localReference(request.user);
  const budget = createResourceBudget();
  const pool = createResourcePool('', budget, bases);
  const call: OwnCall = {
    ...{ client, bases, pool, userId, asOf },
    mapper: mapperFor({ asOf, now, timeZone, userId, encounterId: undefined, offered: [] }),
    reader: createStaffReader(client, pool, budget),
    staff: () => ({
      ...{ patient: undefined, resources: pool.resources(), version: client.version() },
      ...{ unread: new Map(), staff: 'server', activity: new Map() },
    }),
  };
  return {
    readUser: () => readUser(call),
    readVisits: (user, since) => readVisits(call, user, since),
    readPeople: (user, ids, lastDay) => readPeople(call, user, ids, lastDay),
    close: client.close,
  };
}

interface OwnCall {
  readonly client: FhirClient;
  readonly bases: OwnBases;
  readonly pool: ResourcePool;
  readonly userId: string;
  readonly asOf: Day;
  readonly mapper: OwnWorkMapper;
  readonly reader: StaffReader;
  /** What has been read of staff by now. */
  staff(): Sources;
}

async function readUser({ client, pool, userId, mapper, reader, staff }: OwnCall): Promise<OwnUser | undefined> {
  if (typed([userId]).length === 0) return undefined;
  await reader.readUser(userId);
  // A role names its practitioner, who may have others.
  const owners = practitionersOf(pool.resources(), userId);
  await Promise.all(owners.map((owner) => reader.readUser(owner)));
  await reader.readNamed(nothingNamed, false);
  // One person may have several records under one number.
  await reader.readNamed({ ...nothingNamed, conditionalIdentifiers: identifiersOf(pool.resources()) }, false);
  const records = (pool.resources().get('Practitioner') ?? []).map(({ id }) => `Practitioner/${id}`);
  await Promise.all(
    records.filter((one) => one !== userId && !owners.includes(one)).map((one) => reader.readUser(one)),
  );
  await reader.readNamed({ ...nothingNamed, organizations: namedByRoles(pool.resources(), 'organization') }, false);
  return client.version() === 'other' ? undefined : mapper.toUser(staff());
}

async function readVisits(call: OwnCall, user: OwnUser, since: Day): Promise<OwnVisits> {
  const assumed = knownVersion(call.client);
  const { resources, failure } = await searchOf(call, visitsOf(user.clinician.references, since, assumed));
  const version = assumed ?? versionByShape(new Map([['Encounter', resources]]));
  const visits = call.mapper.toVisits(resources, user, call.staff(), version);
  return { visits: visits.filter(({ day }) => day >= since), failure };
}

async function readPeople(
  call: OwnCall,
  { clinician }: OwnUser,
  ids: readonly string[],
  lastDay: Day,
): Promise<SeenPeople> {
  const { mapper, staff } = call;
  const known = ids.filter(isId);
  if (known.length === 0) return { people: [], failure: undefined, bookingFailure: undefined };
  const [patients, appointments] = await Promise.all([
    searchOf(call, peopleBy(known)),
    searchOf(call, bookingsOf(known, call.asOf, knownVersion(call.client))),
  ]);
  const version = knownVersion(call.client) ?? versionByShape(new Map([['Appointment', appointments.resources]]));
  const booked = { appointments: appointments.resources, version, key: clinician.key, lastDay };
  const byId = new Map(patients.resources.map((one) => [one.id, one]));
  const found = known.flatMap((id) => byId.get(id) ?? []);
  await call.reader.readNamed({ ...nothingNamed, ...mapper.unreadNext(found, booked, staff()) }, false);
  const people = mapper.toPeople(found, booked, staff());
  return { people, failure: patients.failure, bookingFailure: appointments.failure };
}

const nothingNamed: UnreadReferences = {
  practitioners: [],
  practitionerRoles: [],
  conditionalIdentifiers: [],
  roleIdentifiers: [],
  organizations: [],
  locations: [],
  home: undefined,
  mostSeen: [],
  silence: undefined,
  movedFrom: [],
};

/** Everything of a type that a search gives and that is this server's own, each once. */
async function searchOf(
  { client, bases }: Pick<OwnCall, 'client' | 'bases'>,
  { type, parameters }: StaffSearch,
): Promise<{ readonly resources: readonly IdentifiedResource[]; readonly failure: Answer['failure'] }> {
  const { resources, origins, failure } = await client.search(type, parameters);
  bases.note(origins, resources.length);
  const own = resources.filter((one) => one.resourceType === type && bases.has(origins?.get(one) ?? ''));
  const byId = new Map(own.map((one) => [one.id, { ...bases.local(one) } as unknown as IdentifiedResource]));
  return { resources: [...byId.values()], failure };
}

type Pooled = ReturnType<ResourcePool['resources']>;

/** The practitioner of a user who is a role; nobody where the user is the practitioner. */
function practitionersOf(resources: Pooled, userId: string): string[] {
  return userId.startsWith('PractitionerRole/') ? [...new Set(namedByRoles(resources, 'practitioner'))] : [];
}

function identifiersOf(resources: Pooled): string[] {
  const people = everyObject(resources.get('Practitioner') ?? []);
  return people.flatMap(({ identifier }) =>
    objects(identifier).flatMap(({ system, value }) =>
      text(system) === undefined || text(value) === undefined ? [] : `${system}|${value}`,
    ),
  );
}

/** References by which the roles that were read name their practitioner or their organisation. */
function namedByRoles(resources: Pooled, element: 'practitioner' | 'organization'): string[] {
  const roles = everyObject(resources.get('PractitionerRole') ?? []);
  return roles.flatMap((role) => text(objects(role[element])[0]?.reference) ?? []);
}
