import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './databases.ts';
import { type Plan, patients, type Round, type Step } from './generator.ts';
import { type Call, type CallOf, day, type History, hour } from './history.ts';
import { createHistoryRecorder, type HistoryRecorder } from './history-recorder.ts';
import { clockAhead, harm } from './nemesis.ts';
import type { ReplicaProcess } from './processes.ts';
import { createEarlierStore, rowsOf } from './store-under-test/tables.ts';

/** Purges in vain before a right clock is taken to have been refused: one a day. */
const mostPurges = 3;

/** Carries a plan out on a database of its own and gives the history of it. A replica may take so many ms to recover. */
export async function run(
  plan: Plan,
  replicas: readonly ReplicaProcess[],
  database: Database,
  recoveryMs = 15_000,
): Promise<History> {
  const recorder = createHistoryRecorder(replicas);
  if (plan.begin === 'first-schema') await beginEarlier(database, recorder);
  await Promise.all(replicas.map((replica, at) => replica.start(database.urls[at] ?? '')));
  for (const round of plan.rounds) {
    recorder.pass(round.pass);
    await carryOut(round, replicas, database, recorder);
  }
  return ending(replicas, database, recorder, recoveryMs);
}

/** A chart that was opened, and a card that was answered, before the tables were brought to their latest form. */
async function beginEarlier(database: Database, recorder: HistoryRecorder): Promise<void> {
  const [patient = ''] = patients;
  const open: CallOf<'open'> = { kind: 'open', patient, clinician: 'clinician-a', opening: randomUUID() };
  const [card, reply, at] = [randomUUID(), 'not-now', recorder.now()] as const;
  await createEarlierStore(database.direct, { open, card, at, reply });
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
  await Promise.all([...work, harm(faults, replicas, database)]);
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

/** Whether all that waited at a replica is in the store. */
async function flush(replica: number, recorder: HistoryRecorder): Promise<boolean> {
  return (await recorder.call(replica, { kind: 'flush' }))?.written === true;
}

/** Everything was healed: who answers, and what is in the tables, before and after a purge by a right clock. */
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
  return { entries, rows, notRecovered, purged: await purgeRightly(database, recorder) };
}

/** Whether a replica reads and writes the store again before the time is over. */
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

/** Somebody's chart, so that the store is read and there is something to write. */
function open(replica: number, recorder: HistoryRecorder) {
  const who = { patient: 'patient-z', clinician: `clinician-${replica}` };
  return recorder.call(replica, { kind: 'open', ...who, opening: randomUUID() });
}

async function purgeRightly(database: Database, recorder: HistoryRecorder): Promise<History['purged']> {
  let ran = false;
  for (let tried = 0; tried < mostPurges && !ran; tried++) {
    recorder.pass(day + hour);
    await open(0, recorder);
    await flush(0, recorder);
    ran = (await recorder.call(1, { kind: 'purge' }))?.purged === true;
  }
  return { ran, rows: await rowsOf(database.direct), clock: recorder.now() };
}
