import { setTimeout } from 'node:timers/promises';
import { MessageChannel, parentPort, threadId } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { ReceivedCall } from '#src/cds/answer-call.ts';
import type { FramedPage } from '#src/pages/framed-page.ts';
import type { ThreadRequest } from '#src/thread/open-thread.ts';
import type { WorkerAnswer } from '#src/wiring/workers/call-worker.ts';
import type { MainFunctions } from '#src/wiring/workers/main-functions.ts';

const { port1, port2 } = new MessageChannel();
parentPort?.postMessage(port2, [port2]);
const main = createBirpc<MainFunctions>(
  {},
  { post: (message) => port1.postMessage(message), on: (listen) => port1.on('message', listen) },
);
void main.ready.asEvent();

/** A worker that does what the body says, `spin` for ever among it; it answers with the id of its thread. */
export async function answerCall({ body }: ReceivedCall): Promise<WorkerAnswer> {
  const [what, ms] = Buffer.from(body).toString().split(' ');
  if (what === 'spin') for (;;);
  if (what === 'wait') await setTimeout(Number(ms));
  if (what === 'crash') process.exit(1);
  if (what === 'refuse') return { worker: threadId, problem: { kind: 'data-missing', where: ['here'] } };
  return { worker: threadId, response: `{"thread":${threadId}}`, answered: undefined };
}

/** A page that does what its patient's id says. */
export async function openThread({ patientId }: ThreadRequest): Promise<FramedPage> {
  if (patientId === 'crash') process.exit(1);
  return { status: 200, html: `thread ${threadId}` };
}
