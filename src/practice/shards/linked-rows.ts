import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, prefixOf, shardOf } from './shard-files.ts';

/** Patients, each with the ids whose rows are theirs too (`Patient.link`). */
type Links = readonly (readonly [patient: string, others: readonly string[]])[];

/** Copies the rows under ids that were merged into another into that person's shard; each shard is read at most once. */
export function copyLinkedRows(folder: string, shards: number, links: Links): void {
  const targets = new Map<string, Set<number>>();
  for (const [patient, others] of links)
    for (const other of others) {
      const shard = shardOf(patient, shards);
      if (shard !== shardOf(other, shards)) targets.set(other, (targets.get(other) ?? new Set()).add(shard));
    }
  const sources = Map.groupBy(targets.keys(), (other) => shardOf(other, shards));
  const copies = [...sources.keys()].flatMap((source) => rowsFor(folder, source, targets));
  for (const [shard, rows] of Map.groupBy(copies, ({ to }) => to))
    appendFileSync(join(folder, fileOf(shard, 'linked')), rows.map(({ row }) => `${row}\n`).join(''), { mode: 0o600 });
}

function rowsFor(folder: string, source: number, targets: ReadonlyMap<string, ReadonlySet<number>>) {
  const names = readdirSync(folder).filter((name) => name.startsWith(prefixOf(source)));
  return names.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((row) => [...(targets.get(row.slice(0, row.indexOf('\t'))) ?? [])].map((to) => ({ to, row }))),
  );
}
