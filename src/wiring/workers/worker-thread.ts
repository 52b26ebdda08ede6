import { services } from '#hooks/index.ts';
import { openCallWorker } from './call-worker.ts';

/** What a worker thread runs: piscina awaits it and calls it for each call. */
export const answerCall = openCallWorker(services);
