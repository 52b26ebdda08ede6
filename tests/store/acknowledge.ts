import { randomUUID } from 'node:crypto';
import { openStore } from '#src/store/open-store.ts';

// Saves feedback in the given store in an endless loop, and prints each card once its feedback is acknowledged.
const store = await openStore(process.argv[2] ?? '');
for (;;) {
  const card = randomUUID();
  const answer = {
    // A new tenant each time, because the number of waiting items is limited per tenant.
    tenant: randomUUID(),
    service: 's',
    card,
    outcome: 'accepted',
    reason: undefined,
    comment: undefined,
  } as const;
  const result = await store.saveFeedback([{ ...answer, suggestions: [], at: Date.now(), received: Date.now() }]);
  if (result !== 'saved') continue;
  await new Promise((resolve) => process.stdout.write(`${card}\n`, resolve));
}
