import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patient } from '@medplum/fhirtypes';
import type { ExportedRows } from '../../fhir/export-reader.ts';
import { linkedPatients } from '../../fhir/record/linked-patients.ts';
import type { Deletions } from '../input/deletions.ts';
import { latestOf } from '../input/latest.ts';
import { prefixOf, shardOf } from './shard-files.ts';

/** The people of one shard, each with what the export holds of them; one at a time, so that memory holds one record. */
export function* peopleIn(
  folder: string,
  { shard, shards }: { readonly shard: number; readonly shards: number },
  deletions: Deletions,
  isWanted: (reference: string) => boolean = () => true,
): Generator<ExportedRows> {
  const rows = rowsByPatient(folder, shard);
  for (const id of [...rows.keys()].sort()) {
    if (shardOf(id, shards) !== shard || !isWanted(`Patient/${id}`)) continue;
    const own = rows.get(id) ?? [];
    const patient = patientIn(own, id, deletions);
    if (patient === undefined) continue;
    const { ids } = linkedPatients({ ...patient });
    const all = latestOf([...own, ...ids.flatMap((one) => rows.get(one) ?? [])], deletions);
    yield { patient, resources: Map.groupBy(all, ({ resourceType }) => String(resourceType)) };
  }
}

/** Rows as text: parsed, all of a shard would take ten times the memory. */
function rowsByPatient(folder: string, shard: number): ReadonlyMap<string, string[]> {
  const rows = new Map<string, string[]>();
  for (const name of readdirSync(folder).filter((one) => one.startsWith(prefixOf(shard)))) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      const end = line.indexOf('\t');
      if (end < 0) continue;
      const patient = line.slice(0, end);
      const own = rows.get(patient) ?? [];
      if (own.length === 0) rows.set(patient, own);
      own.push(line.slice(end + 1));
    }
  }
  return rows;
}

function patientIn(rows: readonly string[], id: string, deletions: Deletions): Patient | undefined {
  const patients = latestOf(
    rows.filter((row) => row.includes('"Patient"')),
    deletions,
  );
  return patients.find((one): one is Patient => one.resourceType === 'Patient' && one.id === id);
}
