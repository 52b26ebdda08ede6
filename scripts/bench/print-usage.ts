/** Imported before a command: when its process ends, writes what all its threads used to the file descriptor 3, as JSON. */
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const usageDescriptor = 3;
// Worker threads import it too.
if (isMainThread) process.once('exit', () => writeSync(usageDescriptor, JSON.stringify(process.resourceUsage())));
