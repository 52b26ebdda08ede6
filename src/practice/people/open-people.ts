import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Resource } from '@medplum/fhirtypes';
import { createExportReader } from '../../fhir/export-reader.ts';
import type { Deletions } from '../input/deletions.ts';
import { latestOf } from '../input/latest.ts';
import { endOf, type RunSetup } from '../setup.ts';
import { peopleIn } from '../shards/read-shard.ts';
import type { PracticeSite } from '../site.ts';
import { needsOf } from '../works.ts';
import { createConsulted } from './consulted.ts';
import type { ExportedPerson } from './exported-person.ts';

/** The people of the shards in a work folder. */
export interface People {
  /** Each person of a shard, or those who are wanted; undefined for one whose record can't be mapped at all. */
  of(shard: number, isWanted?: (reference: string) => boolean): Generator<ExportedPerson | undefined>;
}

/** Opens the work folder of a run: reads its staff once, for all its people. */
export async function openPeople(folder: string, setup: RunSetup, site: PracticeSite): Promise<People> {
  const { order, shards, deletions, consultingDays } = setup;
  const { asOf } = order.options;
  const { config, codeSets } = site;
  const staff = await readStaff(folder, deletions);
  const { timeZone, optedIn, notNamed } = config;
  const reader = createExportReader({
    ...{ asOf, now: endOf(asOf), timeZone, codeSets, staff, centiles: site.centiles },
    listed: { optedIn, notNamed },
    parts: needsOf(order).parts,
  });
  const consultedOf = createConsulted(consultingDays, asOf);
  return {
    of: function* (shard, isWanted) {
      for (const rows of peopleIn(folder, { shard, shards }, deletions, isWanted)) {
        try {
          const { reading, opening, places } = reader.read(rows);
          const clinicians = reading.clinicians.known ? reading.clinicians.value : new Map();
          const consulted = consultedOf(clinicians, places);
          yield { reference: `Patient/${rows.patient.id}`, reading, opening, places, consulted };
        } catch {
          yield undefined;
        }
      }
    },
  };
}

/** Every practitioner, role, organisation, place and medicine of the export. */
export async function readStaff(folder: string, deletions: Deletions): Promise<readonly Resource[]> {
  const rows: string[] = [];
  for (const name of readdirSync(folder).filter((one) => one.startsWith('staff.')))
    for await (const row of createInterface(createReadStream(join(folder, name)))) rows.push(row);
  return latestOf(rows, deletions);
}
