import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './databases.ts';
import { type Plan, patients, type Round, type Step } from './generator.ts';
import { type Call, type CallOf, day, type History, hour } from './history.ts';
import { createHistoryRecorder, type HistoryRecorder } from './history-recorder.ts';
import { clockAhead, injectFaults } from './nemesis.ts';
import type { ReplicaProcess } from './processes.ts';
import { createFirstReleaseStore, rowsOf } from './store-under-test/tables.ts';

/** Rejected purges before a correct clock counts as rejected: one a day. */
const maxPurges = 3;

/** Executes a plan on its own database and returns its history. A replica may take `recoveryMs` to recover. */
export async function run(
  plan: Plan,
  replicas: readonly ReplicaProcess[],
  database: Database,
  recoveryMs = 15_000,
): Promise<History> {
  const recorder = createHistoryRecorder(replicas);
  if (plan.begin === 'first-schema') await beginWithFirstRelease(database, recorder);
  await Promise.all(replicas.map((replica, at) => replica.start(database.urls[at] ?? '')));
  for (const round of plan.rounds) {
    recorder.pass(round.pass);
    await carryOut(round, replicas, database, recorder);
  }
  return ending(replicas, database, recorder, recoveryMs);
}

/** An opening and feedback from before the tables were migrated to the latest schema. */
async function beginWithFirstRelease(database: Database, recorder: HistoryRecorder): Promise<void> {
  const [patient = ''] = patients;
  const open: CallOf<'open'> = { kind: 'open', patient, clinician: 'clinician-a', opening: randomUUID() };
  const [card, reply, at] = [randomUUID(), 'not-now', recorder.now()] as const;
  await createFirstReleaseStore(database.direct, { open, card, at, reply });
  recorder.past(open, { decision: 'new', card, complete: true });
  recorder.past({ kind: 'flush' }, { written: true });
  recorder.past({ kind: 'answer', card, reply, at }, {});
}

async function carryOut(
  { faults, clients }: Round,
  replicas: readonly ReplicaProcess[],
  database: Database,
  recorder: HistoryRecorder,
): Promise<void> {
  for (const it of faults)
    if (it.fault === 'purge-by-wrong-clock') await recorder.call(it.replica, { kind: 'purge' }, it.ahead);
  const work = clients.map(async (steps, replica) => {
    for (const step of steps) {
      const call = callFor(step, recorder);
      if (call !== undefined) await recorder.call(replica, call, clockAhead(faults, replica));
    }
  });
  await Promise.all([...work, injectFaults(faults, replicas, database)]);
  await Promise.all(replicas.map((_, at) => flush(at, recorder)));
}

function callFor(step: Step, recorder: HistoryRecorder): Call | undefined {
  if (step.do === 'open') return { kind: 'open', ...named(step), opening: randomUUID() };
  if (step.do === 'forget') return { kind: 'forget', patient: step.patient };
  if (step.do === 'purge') return { kind: 'purge' };
  if (step.do === 'answer-again') return chosen(recorder.answers(), step.card);
  const card = chosen(recorder.cards(), step.card);
  return card === undefined ? undefined : { kind: 'answer', card, reply: step.reply, at: recorder.now() };
}

const named = ({ patient, clinician }: { patient: string; clinician: string }) => ({ patient, clinician });
const chosen = <T>(all: readonly T[], place: number): T | undefined => all[place % Math.max(1, all.length)];

/** Whether a replica has flushed everything. */
async function flush(replica: number, recorder: HistoryRecorder): Promise<boolean> {
  return (await recorder.call(replica, { kind: 'flush' }))?.written === true;
}

/**
 * After all faults are repaired: which replicas respond, and the tables before and after a purge by a correct clock.
 */
async function ending(
  replicas: readonly ReplicaProcess[],
  database: Database,
  recorder: HistoryRecorder,
  recoveryMs: number,
): Promise<History> {
  recorder.pass(hour);
  const recovered = await Promise.all(replicas.map((_, at) => recovers(at, recorder, recoveryMs)));
  const notRecovered = replicas.filter((_, at) => !recovered[at]).map((replica) => replica.name());
  const [entries, rows] = [recorder.entries(), await rowsOf(database.direct)];
  return { entries, rows, notRecovered, purged: await purgeByCorrectClock(database, recorder) };
}

/** Whether a replica reads and writes the store again in time. */
async function recovers(replica: number, recorder: HistoryRecorder, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  for (;;) {
    const opened = await open(replica, recorder);
    const written = await flush(replica, recorder);
    if (opened?.complete && written) return true;
    if (performance.now() > until) return false;
    await wait(50);
  }
}

/** Opens a chart, which reads the store and queues an opening. */
function open(replica: number, recorder: HistoryRecorder) {
  const who = { patient: 'patient-z', clinician: `clinician-${replica}` };
  return recorder.call(replica, { kind: 'open', ...who, opening: randomUUID() });
}

async function purgeByCorrectClock(database: Database, recorder: HistoryRecorder): Promise<History['purged']> {
  let ran = false;
  for (let tried = 0; tried < maxPurges && !ran; tried++) {
    recorder.pass(day + hour);
    await open(0, recorder);
    await flush(0, recorder);
    ran = (await recorder.call(1, { kind: 'purge' }))?.purged === true;
  }
  return { ran, rows: await rowsOf(database.direct), clock: recorder.now() };
}
