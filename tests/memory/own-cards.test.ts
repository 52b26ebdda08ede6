import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createOwnCards, type ReadOwnCards } from '#src/memory/own-cards.ts';
import { openStore } from '#src/store/open-store.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { batch, day, hour, monday, opening, shown, someone } from '../store/spec.ts';

let store: Store;
let waiting: OpeningRecord[];
let readOwnCards: ReadOwnCards;
beforeEach(async () => {
  store = await openStore('memory:');
  waiting = [];
  readOwnCards = createOwnCards(store, () => waiting);
});
afterEach(() => store.close());

const codesOf = async ({ tenant, clinicians }: OpeningRecord) =>
  (await readOwnCards({ tenant, clinicians, since: monday - 30 * day }))?.map(({ code }) => code).sort();

test('cards of openings that wait to be written count, each once', async () => {
  const first = opening({ shown: [shown({ code: 'written' })] });
  const second = { ...first, patient: someone(), at: monday + hour, shown: [shown({ code: 'waiting' })] };
  waiting = [first, second];
  expect(await codesOf(first)).toEqual(['waiting', 'written']);
  await store.record(batch(first));
  expect(await codesOf(first)).toEqual(['waiting', 'written']);
});

test('those of others, of another tenant and of before do not', async () => {
  const own = opening({ shown: [shown({ code: 'own' })] });
  const { clinicians } = own;
  waiting = [
    own,
    opening({ shown: [shown()] }),
    opening({ clinicians, tenant: someone(), shown: [shown()] }),
    opening({ clinicians, at: monday - 31 * day, shown: [shown()] }),
  ];
  expect(await codesOf(own)).toEqual(['own']);
});

test('a store that cannot be read is not taken for an empty one', async () => {
  const own = opening({ shown: [shown()] });
  await store.close();
  waiting = [own];
  expect(await codesOf(own)).toBeUndefined();
  store = await openStore('memory:');
});
