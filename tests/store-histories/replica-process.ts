import type { FromReplica, ToReplica } from './processes.ts';
import { openReplica, type Replica } from './store-under-test/replica.ts';

// One replica in its own process, which the parent calls over the IPC channel.
let replica: Replica | undefined;

async function answer(message: ToReplica): Promise<void> {
  if (message.to === 'use') {
    // Errors of the previous store do not matter.
    void replica?.close().catch(() => {});
    replica = await openReplica(message.url);
    return reply({ id: message.id, result: {} });
  }
  if (replica === undefined) throw new Error('no store yet');
  if (message.to === 'lose-replies') {
    replica.loseReplies(message.count);
    return reply({ id: message.id, result: {} });
  }
  if (message.to === 'stop') {
    await replica.close();
    process.exit(0);
  }
  reply({ id: message.id, result: await replica.call(message.call, message.now) });
  replica.answered(message.call);
}

function reply(message: FromReplica): void {
  // If the parent is gone, there is nothing to be done.
  process.send?.(message, undefined, undefined, () => {});
}

process.on('message', (message: ToReplica) => {
  answer(message).catch((error: unknown) => reply({ id: message.id, error: String(error) }));
});
// The parent is gone.
process.on('disconnect', () => process.exit(0));
