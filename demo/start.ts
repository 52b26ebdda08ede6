/**
 * `npm start`: the service with the demonstration practice, unless the environment disables it.
 */
import { services } from '#hooks/index.ts';
import { run } from '#src/wiring/run.ts';
import { demonstration } from './index.ts';

const { env } = process;
env.DEMO ||= 'on';
// With an ephemeral port, the address of the practice's FHIR endpoint cannot be allowed in advance.
if (env.DEMO === 'on' && env.PORT === '0' && !env.TRUSTED_CLIENTS) env.FHIR_SERVERS ||= '*';
await run(services, env.DEMO === 'on' ? demonstration() : undefined);
