import { askedTypes } from './asked-types.ts';
import { type ExportClient, readClientFile } from './client-file.ts';
import { type Connection, connect } from './connect.ts';
import { fetchFiles } from './fetch-file.ts';
import { awaitJob, endJob } from './job.ts';
import { openJournal } from './journal.ts';
import type { Asked } from './kick-off.ts';
import { allParts, parseManifest } from './manifest.ts';
import type { ExportOptions } from './options.ts';
import { openPartFolder, type PartFolder } from './part-folder.ts';
import { type Plan, planFiles } from './plan.ts';
import { type Polling, pollManifest } from './poll.ts';
import { exportRefusal } from './refusal.ts';
import { type Limits, type Surroundings, stopped, usualLimits } from './surroundings.ts';
import { createWaiting } from './waiting.ts';
import { type ExportResult, summarise, writeManifest } from './written-manifest.ts';

/** All that one export works with. */
interface Run extends Connection {
  readonly asked: Asked;
  readonly folder: PartFolder;
  readonly limits: Limits;
  readonly surroundings: Surroundings;
  readonly patienceMs: number;
}

/**
 * Exports what the history reads of all people of a FHIR server, or of a Group, into a new folder of NDJSON (Bulk Data
 * Access, https://hl7.org/fhir/uv/bulkdata). The folder has its name only once all of it is right. The server's job is ended
 * in any case; where that can't be done, the same call goes on with it, as it does after a process that was killed.
 * @throws ExportRefusal with one line for the console
 */
export async function exportPractice(options: ExportOptions, surroundings: Surroundings): Promise<ExportResult> {
  const { signal, log } = surroundings;
  const limits: Limits = { ...usualLimits, ...surroundings.limits };
  const client = await readClientFile(options.client);
  for (const warning of client.warnings) log(warning);
  const asked = askedOf(options, client);
  const folder = openPartFolder(options.into, JSON.stringify(asked));
  let connection: Connection | undefined;
  try {
    connection = await connect(options, client, { limits, surroundings });
    return await run({ ...connection, asked, folder, limits, surroundings, patienceMs: options.patience });
  } catch (error) {
    await giveUp(folder, connection, { limits, log });
    throw signal.aborted ? stopped() : error;
  }
}

function askedOf({ fhirUrl, group, since }: ExportOptions, { level, types }: ExportClient): Asked {
  if (group !== undefined && level === 'system')
    throw exportRefusal('client-file', 'a Group is exported, and level in the client file says the system');
  return { base: fhirUrl, level, group, since, types: types ?? askedTypes };
}

async function run({ asked, folder, limits, surroundings, patienceMs, call, addresses }: Run): Promise<ExportResult> {
  const { signal, log, now, wait } = surroundings;
  const waiting = createWaiting(surroundings, patienceMs);
  const polling: Polling = { call, waiting, signal, attempts: limits.attempts, log };
  const { statusUrl, notAsked, manifest } = await awaitJob(folder, asked, { ...polling, endMs: limits.endMs });
  const parts = await allParts(parseManifest(manifest), (address) => nextPart(address, polling), limits.manifests);
  const plan = planFiles(parts, asked.types, { addresses, max: limits.files });
  logPlan(plan, log);
  const fetching = { call, limits, folder: folder.path, journal: openJournal(folder.journalPath), signal, now, wait };
  const fetched = await fetchFiles(plan.files, fetching, ({ file, rows }) => log(`${file.name}: ${rows} rows`));
  const sums = summarise(plan, fetched, notAsked);
  for (const [issue, count] of Object.entries(sums.issues)) log(`the server reports: ${issue}, ${count} times`);
  writeManifest(folder.path, asked, plan, fetched, sums);
  folder.finish();
  const isJobEnded = await endJob(call, statusUrl, AbortSignal.timeout(limits.endMs));
  if (!isJobEnded) log('the server did not end its job; its files stay there until they expire');
  return { ...sums, isJobEnded };
}

async function nextPart(address: string, polling: Polling) {
  const raw = await pollManifest(address, polling);
  if (raw === undefined) throw exportRefusal('manifest', 'a part of the manifest is no longer there');
  return parseManifest(raw);
}

function logPlan({ files, leftOut }: Plan, log: (line: string) => void): void {
  log(`the export is ready: ${files.length} files`);
  if (leftOut > 0) log(`${leftOut} files of types that were not asked for are left out`);
}

/** Leaves nothing behind, here or there, but what a later call can go on with. */
async function giveUp(
  folder: PartFolder,
  connection: Connection | undefined,
  { limits, log }: { readonly limits: Limits; readonly log: (line: string) => void },
): Promise<void> {
  const statusUrl = folder.job()?.statusUrl;
  if (statusUrl === undefined) return folder.remove();
  const signal = AbortSignal.timeout(limits.endMs);
  if (connection !== undefined && (await endJob(connection.call, statusUrl, signal))) return folder.remove();
  log(`the server's job could not be ended: ${folder.path} is left, and the same export goes on with it`);
}
