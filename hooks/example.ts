import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceExample } from '#src/cds/service.ts';

/**
 * The example request and response in the folder of a hook: a test sends the one and compares the answer with the other. Read
 * only when somebody asks for the API's description.
 */
export function exampleIn(folder: string): ServiceExample {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return { request: read('example-request.json'), response: read('example-response.json') };
}
