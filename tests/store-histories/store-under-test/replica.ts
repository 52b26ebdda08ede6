import { cardUuid } from '#src/cards/card-uuid.ts';
import { checkQuiet } from '#src/cards/quieting.ts';
import { createMemory } from '#src/memory/memory.ts';
import { createWriteBehind } from '#src/memory/write-behind.ts';
import { openStore } from '#src/store/open-store.ts';
import type { CardShowing, OpeningRecord, Store } from '#src/store/store.ts';
import { watchStore } from '#src/store/watched-store.ts';
import { type Call, type CallOf, day, type Kind, type Results, settings } from '../history.ts';
import { answerOf, common, finding, hook } from './parts.ts';

/** One replica's memory over the store: all of the service that these tests are about. Every call has its own time. */
export interface Replica {
  call(call: Call, now: number): Promise<Results[Kind]>;
  /** The answer to this call was sent: what was opened is remembered only then, as in the service. */
  answered(call: Call): void;
  /** So many batches to come are written, and yet the replica is told that they failed. */
  loseReplies(count: number): void;
  close(): Promise<void>;
}

const purgeEvery = 5 * 60 * 1000;
const flushMs = 1500;

/** Opens the store; `flaw` makes a wrong one of it, to see that it is found out. */
export async function openReplica(url: string, flaw: (store: Store) => Store = (store) => store): Promise<Replica> {
  const store = flaw(await openStore(url));
  let lost = 0;
  const losing = watchStore({
    ...store,
    record: async (batch) => {
      await store.record(batch);
      if (lost-- > 0) throw new Error('the reply was lost');
    },
  });
  const recorder = createWriteBehind(losing, { everyMs: 20, retryMs: 20, longestRetryMs: 200 });
  const memory = createMemory(losing, recorder, { timeoutMs: 1500, pauseMs: 50 });

  const openings = new Map<string, OpeningRecord>();
  const handlers: { readonly [K in Kind]: (call: CallOf<K>, now: number) => Promise<Results[K]> } = {
    open: async ({ patient, clinician, opening }, now) => {
      const meeting = { tenant: common.tenant, patient, clinicians: [clinician] };
      const { showings, complete } = await memory.of({ ...meeting, hook, since: now - 30 * day });
      const decision = checkQuiet(finding, { past: showings, complete, now }, settings.quiet);
      const card =
        decision.kind === 'new'
          ? newCard(patient, clinician, now, showings)
          : decision.kind === 'again'
            ? decision.card
            : undefined;
      const shown = card === undefined ? [] : [{ card, suggestions: [], ...finding }];
      // A code of its own, so that each opening is counted by itself.
      const came = { shown, found: [opening], held: [] };
      openings.set(opening, { ...meeting, ...came, service: common.service, hook, at: now, visit: settings.visit });
      return { decision: decision.kind, card, complete };
    },
    answer: async (call, now) => {
      if ((await memory.feedback([answerOf(call, now)])) === 'no-room') throw new Error('too many answers wait');
      return {};
    },
    forget: async ({ patient }, now) => {
      // As the memory does it, but by the replica's own clock.
      await recorder.flush(flushMs);
      await store.forget({ tenant: common.tenant, patient, openedUntil: now });
      return {};
    },
    purge: async (_, now) => ({
      purged: await store.purge({ now, before: now - settings.keep, every: purgeEvery }),
    }),
    flush: async () => ({ written: (await recorder.flush(flushMs)) && recorder.lag().dropped === 0 }),
  };

  return {
    call: (call, now) => (handlers[call.kind] as (call: Call, now: number) => Promise<Results[Kind]>)(call, now),
    answered: (call) => {
      if (call.kind !== 'open') return;
      const opening = openings.get(call.opening);
      openings.delete(call.opening);
      if (opening !== undefined) memory.record(opening);
    },
    loseReplies: (count) => {
      lost = count;
    },
    close: async () => {
      await recorder.flush(flushMs);
      await store.close();
    },
  };
}

/** As the service gives a card its id, on a day of UTC. */
function newCard(patient: string, clinician: string, now: number, showings: readonly CardShowing[]): string {
  const visit = new Date(now).toISOString().slice(0, 10);
  return cardUuid({ patient, clinician, ...finding, visit }, new Set(showings.map(({ card }) => card)));
}
