import { randomUUID } from 'node:crypto';
import { openEngine, openStore } from '#src/store/open-store.ts';

/** What is in the tables of a store. */
export interface Kept {
  /** Pseudonym of the patient of each opening. */
  readonly openings: readonly string[];
  /** Card of each piece of feedback. */
  readonly feedback: readonly string[];
  /** Cards that were shown. */
  readonly shown: readonly string[];
}

/** Reads the tables themselves, beside the service. */
export async function keptAt(url: string): Promise<Kept> {
  const { db, close } = await openEngine(url);
  const [openings, feedback, shown] = await Promise.all([
    db.selectFrom('openings').select('patient').execute(),
    db.selectFrom('feedback').select('card').execute(),
    db.selectFrom('showings').select('card').execute(),
  ]);
  await close();
  return {
    openings: openings.map(({ patient }) => patient),
    feedback: feedback.map(({ card }) => card),
    shown: shown.map(({ card }) => card),
  };
}

/** Ids of cards that somebody was shown in a tenant, so that any number of answers to them is kept. */
export async function shownCards(url: string, tenant: string, count: number): Promise<string[]> {
  const store = await openStore(url);
  const all: string[] = [];
  while (all.length < count) {
    const cards = Array.from({ length: 500 }, () => randomUUID());
    const shown = cards.map((card) => ({ card, suggestions: [], code: 'first-meeting', material: 'm' }));
    const about = { tenant, patient: randomUUID(), clinicians: [randomUUID()], service: 's', hook: 'patient-view' };
    await store.record({
      id: randomUUID(),
      openings: [{ ...about, at: Date.now(), visitMs: 1, shown, findings: [], held: [], client: 'c', unread: [] }],
    });
    all.push(...cards);
  }
  await store.close();
  return all;
}

/** How often each of these is among them, for those of which that is not once. */
export function notOnce(expected: readonly string[], found: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map(expected.map((one) => [one, 0]));
  for (const one of found) if (times.has(one)) times.set(one, (times.get(one) ?? 0) + 1);
  return new Map([...times].filter(([, count]) => count !== 1));
}
