import type { FhirClient } from '../client/client.ts';
import type { Failure } from '../client/failure.ts';
import { typeAndId } from '../ids.ts';
import { fields, type JsonObject } from '../json.ts';
import type { ChildRows } from '../mappers/index.ts';
import type { FhirVersion } from '../versions/index.ts';
import type { ReadCall } from './read-sources.ts';
import { elements, flagRow, stayRow } from './relative-rows.ts';
import { searchRelatives } from './search-relatives.ts';

/** The stays in hospital of these children, and the flags that forbid to speak of them; all of them or none. */
export async function readChildren(
  call: ReadCall,
  client: FhirClient,
  ids: readonly string[],
  version: FhirVersion,
): Promise<ReadonlyMap<string, ChildRows> | Failure> {
  const read = await Promise.all(ids.map(async (id) => [id, await readChild(call, client, id, version)] as const));
  const children = new Map<string, ChildRows>();
  for (const [id, rows] of read) {
    if (typeof rows === 'string') return rows;
    children.set(id, rows);
  }
  return children;
}

async function readChild(
  call: ReadCall,
  client: FhirClient,
  id: string,
  version: FhirVersion,
): Promise<ChildRows | Failure> {
  const isTheirs = ({ subject }: JsonObject) => {
    const target = typeAndId(fields(subject)?.reference);
    return target?.type === 'Patient' && target.id === id;
  };
  const stays = { patient: id, class: 'IMP,ACUTE,NONAC', _elements: elements.stay(version) };
  const flagged = { patient: id, _elements: elements.flag };
  const [encounters, flags] = await Promise.all([
    searchRelatives(call, client, 'Encounter', stays, (one) => stayRow(one, version), isTheirs),
    searchRelatives(call, client, 'Flag', flagged, flagRow, isTheirs),
  ]);
  if (typeof encounters === 'string') return encounters;
  return typeof flags === 'string' ? flags : { encounters, flags };
}
