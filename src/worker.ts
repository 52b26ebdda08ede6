import { services } from '#hooks/index.ts';
import { openCallWorker } from './wiring/workers/call-worker.ts';

/** A worker thread, as piscina runs it: its default export answers one call. */
export default openCallWorker(services);
