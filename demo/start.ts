/**
 * `npm start`: the service with the demonstration practice, unless the environment disables it.
 */
import { randomBytes } from 'node:crypto';
import { services } from '#hooks/index.ts';
import { run } from '#src/wiring/run.ts';
import { demonstration } from './index.ts';

const { env } = process;
env.DEMO ||= 'on';
if (env.DEMO === 'on') setForDemonstration();
await run(services, env.DEMO === 'on' ? demonstration() : undefined);

/** What suits a demonstration, where the environment doesn't say otherwise. */
function setForDemonstration(): void {
  // With an ephemeral port, the address of the practice's FHIR endpoint cannot be allowed in advance.
  if (env.PORT === '0' && !env.TRUSTED_CLIENTS) env.FHIR_SERVERS ||= '*';
  // The practice's FHIR server and the service share one thread, so that a busy machine delays a card twice.
  env.DEADLINE_MS ||= '3000';
  // Nobody's record is opened here, and the terminal should keep showing what to try.
  env.LOG_LEVEL ||= 'warn';
  env.AUDIT_LOG ||= 'off';
  // What is remembered ends with the process, and so may the key: no reason for a warning.
  if (!env.STORE_URL || env.STORE_URL === 'memory:') env.PSEUDONYM_KEY ||= randomBytes(32).toString('hex');
}
