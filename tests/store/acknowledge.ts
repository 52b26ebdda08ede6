import { randomUUID } from 'node:crypto';
import { openStore } from '#src/store/open-store.ts';

// Keeps answers in the store at the address given, without end, and tells each card on stdout once it is kept.
const store = await openStore(process.argv[2] ?? '');
for (;;) {
  const card = randomUUID();
  const answer = {
    // Of one tenant only so many answers may wait for their cards.
    tenant: randomUUID(),
    service: 's',
    card,
    outcome: 'accepted',
    reason: undefined,
    comment: undefined,
  } as const;
  const result = await store.feedback([{ ...answer, suggestions: [], at: Date.now(), received: Date.now() }]);
  if (result !== 'kept') continue;
  await new Promise((resolve) => process.stdout.write(`${card}\n`, resolve));
}
