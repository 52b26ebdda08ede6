import { cardUuid } from '#src/cards/card-uuid.ts';
import { checkQuiet } from '#src/cards/quieting.ts';
import { createMemory } from '#src/memory/memory.ts';
import { createWriteBehind } from '#src/memory/write-behind.ts';
import { openStore } from '#src/store/open-store.ts';
import type { CardShowing, OpeningRecord, Store } from '#src/store/store.ts';
import { watchStore } from '#src/store/watched-store.ts';
import { type Call, type CallOf, day, type Kind, type Results, settings } from '../history.ts';
import { answerOf, common, finding, hook } from './parts.ts';

/** One replica's memory over the store: the part of the service under test. Each call carries its time. */
export interface Replica {
  call(call: Call, now: number): Promise<Results[Kind]>;
  /** The response to this call was sent; an opening is recorded only then, as in the service. */
  answered(call: Call): void;
  /** The next `count` batches are written, yet reported to the replica as failed. */
  loseReplies(count: number): void;
  close(): Promise<void>;
}

const purgeEvery = 5 * 60 * 1000;
const flushMs = 1500;

/** Opens the store; `flaw` breaks it on purpose, to test that the checker notices. */
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
  const recorder = createWriteBehind(losing, { batchWindowMs: 20, retryMs: 20, maxRetryMs: 200 });
  const memory = createMemory(losing, recorder, { timeoutMs: 1500, backOffMs: 50 });

  const openings = new Map<string, OpeningRecord>();
  const handlers: { readonly [K in Kind]: (call: CallOf<K>, now: number) => Promise<Results[K]> } = {
    open: async ({ patient, clinician, opening }, now) => {
      const pair = { tenant: common.tenant, patient, clinicians: [clinician] };
      const { showings, complete } = await memory.recall({ ...pair, hook, since: now - 30 * day });
      const decision = checkQuiet(finding, { past: showings, complete, now }, settings.quiet);
      const card =
        decision.kind === 'new'
          ? newCard(patient, clinician, now, showings)
          : decision.kind === 'again'
            ? decision.card
            : undefined;
      const shown = card === undefined ? [] : [{ card, suggestions: [], ...finding }];
      // A unique code, so that each opening is counted separately.
      const outcome = { shown, findings: [opening], held: [] };
      openings.set(opening, {
        ...pair,
        ...outcome,
        service: common.service,
        hook,
        at: now,
        visitMs: settings.visit,
        client: common.tenant,
        unread: [],
      });
      return { decision: decision.kind, card, complete };
    },
    answer: async (call, now) => {
      if ((await memory.saveFeedback([answerOf(call, now)])) === 'no-room')
        throw new Error('too much feedback is waiting');
      return {};
    },
    forget: async ({ patient }, now) => {
      // Like Memory.erase, but by the replica's own clock.
      await recorder.flush(flushMs);
      await store.erase({ tenant: common.tenant, patient, openedUpTo: now });
      return {};
    },
    purge: async (_, now) => ({
      purged: await store.purge({ now, deleteBefore: now - settings.keep, minIntervalMs: purgeEvery }),
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

/** Derives the id of a card like the service, for a UTC day. */
function newCard(patient: string, clinician: string, now: number, showings: readonly CardShowing[]): string {
  const visit = new Date(now).toISOString().slice(0, 10);
  return cardUuid({ patient, clinician, ...finding, visit }, new Set(showings.map(({ card }) => card)));
}
