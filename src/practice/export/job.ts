import type { Call } from './call.ts';
import { type Asked, kickOff } from './kick-off.ts';
import type { PartFolder } from './part-folder.ts';
import { type Polling, pollManifest, type RawManifest } from './poll.ts';
import { exportRefusal } from './refusal.ts';
import { discard } from './send.ts';

/** A job whose manifest is there. */
export interface ReadyJob {
  readonly statusUrl: string;
  readonly notAsked: readonly string[];
  readonly manifest: RawManifest;
}

/**
 * Goes on with the job that a process left which was killed, if the server still has it; else begins one. Waits until its
 * manifest is there.
 * @throws ExportRefusal
 */
export async function awaitJob(
  folder: PartFolder,
  asked: Asked,
  polling: Polling & { readonly endMs: number },
): Promise<ReadyJob> {
  const job = folder.job();
  if (job !== undefined) {
    polling.log('going on with the export that was begun before');
    const manifest = await pollManifest(job.statusUrl, polling);
    if (manifest !== undefined) return { ...job, manifest };
    polling.log('the server no longer has it; beginning anew');
    folder.clear();
  }
  const begun = await kickOff(asked, { ...polling, signal: later(polling.signal, polling.endMs) });
  folder.saveJob(begun);
  if (begun.notAsked.length > 0)
    polling.log(`the server refuses to export these types, so they will be missing: ${begun.notAsked.join(', ')}`);
  const manifest = await pollManifest(begun.statusUrl, polling);
  if (manifest !== undefined) return { ...begun, manifest };
  throw exportRefusal('job', 'the FHIR server no longer knows the export that it has begun');
}

/** Ends some time after another: a job whose beginning was not waited for could not be ended. */
function later(signal: AbortSignal, ms: number): AbortSignal {
  if (signal.aborted) return signal;
  const ending = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => ending.abort(), ms).unref(), { once: true });
  return ending.signal;
}

/** Ends the job, finished or not; false where that could not be done. A server that has forgotten it is as good. */
export async function endJob(call: Call, statusUrl: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await call(statusUrl, { method: 'DELETE', signal, withToken: true });
    if ('unanswered' in answer) return false;
    await discard(answer);
    return answer.ok || answer.status === 404 || answer.status === 410;
  } catch {
    return false;
  }
}
