import type { Call, CallOf, Entry, Kind, Results } from './history.ts';
import { NotSent, type ReplicaProcess } from './processes.ts';

/** Every history starts on this Monday morning. */
const beginning = Date.UTC(2026, 9, 5, 9);

export type HistoryRecorder = ReturnType<typeof createHistoryRecorder>;

/** Makes calls and records each with its outcome. */
export function createHistoryRecorder(replicas: readonly ReplicaProcess[]) {
  const entries: Entry[] = [];
  let [now, order] = [beginning, 0];
  const okays = <K extends Kind>(kind: K) => entries.filter((it) => it.kind === kind && it.type === 'ok');
  return {
    /** The correct time. */
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    entries: (): readonly Entry[] => [...entries],
    /** Every card shown so far. */
    cards: () =>
      okays('open').flatMap(({ result }) => (result && 'card' in result && result.card ? [result.card] : [])),
    answers: () => okays('answer').map(({ call }) => call),
    /** A call that happened before the replicas were started. */
    past: <K extends Kind>(call: CallOf<K>, result: Results[K]) => {
      const times = { start: order++, end: order++, clock: now };
      entries.push({ kind: call.kind, call, process: 'before', type: 'ok', result, ...times } as Entry);
    },
    call: async <K extends Kind>(
      replica: number,
      call: Extract<Call, { kind: K }>,
      ahead = 0,
    ): Promise<Results[K] | undefined> => {
      // No two calls of a history have the same time.
      now += 1;
      const invoked = { kind: call.kind, call, process: replicas[replica]?.name(), start: order++, clock: now + ahead };
      const note = (type: Entry['type'], result?: Results[K]) => {
        entries.push({ ...invoked, end: order++, type, result } as Entry);
        return result;
      };
      try {
        return note('ok', (await replicas[replica]?.call(call, invoked.clock)) as Results[K]);
      } catch (error) {
        return note(error instanceof NotSent ? 'failed' : 'unknown');
      }
    },
  };
}
