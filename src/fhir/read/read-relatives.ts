import type { FhirClient } from '../client/client.ts';
import { type Failure, unreadReason } from '../client/failure.ts';
import { typeAndId } from '../ids.ts';
import { fields, type JsonObject, objects } from '../json.ts';
import type { RecordMapper, RelativeRows, RelativesToRead, Sources } from '../mappers/index.ts';
import type { FhirVersion } from '../versions/index.ts';
import { inChunks } from './chunks.ts';
import { readChildren } from './read-children.ts';
import type { ReadCall } from './read-sources.ts';
import { elements, patientRow, roleRow } from './relative-rows.ts';
import { allOf, idsPerSearch, type Rows, searchRelatives } from './search-relatives.ts';

type FamilyMapper = Pick<RecordMapper, 'relativesToRead' | 'childrenToAsk'>;

const nobody: RelativeRows = { patients: [], roles: [], children: new Map() };
const ofFamily = ['relatives', 'childStays'] as const;

/**
 * Reads who of the person's family has died and, where that is asked for, which children are in hospital. These are other
 * people's resources: each is reduced at once to a few elements and enters no pool and no count. What can't be read as a
 * whole leaves its part unread.
 */
export async function readRelatives(
  call: ReadCall,
  mapper: FamilyMapper,
  sources: Sources,
  version: FhirVersion,
): Promise<RelativeRows | undefined> {
  const { client, unread } = call;
  const asked = ofFamily.filter((part) => !sources.unread.has(part));
  const give = (failure: Failure, parts: readonly (typeof ofFamily)[number][]) => {
    for (const part of parts) unread.set(part, unreadReason(failure));
  };
  if (asked.length === 0) return undefined;
  const wanted = mapper.relativesToRead(sources);
  if (wanted.tooMany) return void give('incomplete', asked);
  if ([wanted.relatives, wanted.children, wanted.roles].every((ids) => ids.length === 0)) return nobody;
  if (client === undefined) return void give('not-found', asked);
  const asksStays = asked.includes('childStays');
  const rows = await readFamily(call, client, wanted, asksStays);
  if (typeof rows === 'string') return void give(rows, asked);
  if (!asksStays) return rows;
  const children = await readChildren(call, client, mapper.childrenToAsk(sources, rows), version);
  if (typeof children !== 'string') return { ...rows, children };
  give(children, ['childStays']);
  return rows;
}

async function readFamily(
  call: ReadCall,
  client: FhirClient,
  { relatives, children, roles }: RelativesToRead,
  asksStays: boolean,
): Promise<RelativeRows | Failure> {
  const [patients, turned] = await Promise.all([
    Promise.all([linkedTo(call, client, relatives, false), linkedTo(call, client, children, asksStays)]).then(allOf),
    readRoles(call, client, roles, asksStays),
  ]);
  if (typeof patients === 'string') return patients;
  return typeof turned === 'string'
    ? turned
    : { patients: [...patients, ...turned.patients], roles: turned.roles, children: new Map() };
}

/** The Patients that say of themselves that they are these RelatedPersons. */
async function linkedTo(call: ReadCall, client: FhirClient, ids: readonly string[], atHome: boolean): Promise<Rows> {
  const answers = inChunks(ids, idsPerSearch).map((some) => {
    const links = some.map((id) => `RelatedPerson/${id}`);
    const isLinked = ({ link }: JsonObject) =>
      objects(link).some(({ other }) => {
        const target = typeAndId(fields(other)?.reference);
        return target !== undefined && links.includes(`${target.type}/${target.id}`);
      });
    return searchPatients(call, client, { link: links.join() }, atHome, isLinked);
  });
  return allOf(await Promise.all(answers));
}

/** What the person is to others, and those others. */
async function readRoles(
  call: ReadCall,
  client: FhirClient,
  ids: readonly string[],
  atHome: boolean,
): Promise<Pick<RelativeRows, 'patients' | 'roles'> | Failure> {
  const _elements = atHome ? elements.roleAtHome : elements.role;
  const toRow = (one: Parameters<typeof roleRow>[0]) => roleRow(one, atHome);
  const searches = inChunks(ids, idsPerSearch).map((some) =>
    searchRelatives(call, client, 'RelatedPerson', { _id: some.join(), _elements }, toRow, isOneOf(some)),
  );
  const roles = allOf(await Promise.all(searches));
  if (typeof roles === 'string') return roles;
  const targets = roles.flatMap(({ patient }) => typeAndId(fields(patient)?.reference) ?? []);
  const others = new Set(targets.flatMap(({ type, id }) => (type === 'Patient' ? id : [])));
  const found = inChunks([...others], idsPerSearch).map((some) =>
    searchPatients(call, client, { _id: some.join() }, atHome, isOneOf(some)),
  );
  const patients = allOf(await Promise.all(found));
  return typeof patients === 'string' ? patients : { roles, patients };
}

function searchPatients(
  call: ReadCall,
  client: FhirClient,
  whom: Readonly<Record<string, string>>,
  atHome: boolean,
  isWanted: (row: JsonObject) => boolean,
): Promise<Rows> {
  const _elements = atHome ? elements.patientAtHome : elements.patient;
  return searchRelatives(call, client, 'Patient', { ...whom, _elements }, (one) => patientRow(one, atHome), isWanted);
}

function isOneOf(ids: readonly string[]): (row: JsonObject) => boolean {
  return ({ id }) => ids.includes(String(id));
}
