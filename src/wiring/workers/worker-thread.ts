import { services } from '#hooks/index.ts';
import { openCallWorker } from './call-worker.ts';

const worker = await openCallWorker(services);

/** What a worker thread runs, by the names that piscina calls. */
export const { answerCall, openThread } = worker;
