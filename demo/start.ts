/** `npm start`: the service with the demonstration practice, unless the environment says otherwise. */
import { services } from '#hooks/index.ts';
import { run } from '#src/wiring/run.ts';
import { demonstration } from './index.ts';

const { env } = process;
env.DEMO ||= 'on';
// On a port that is known only later, the practice's own FHIR endpoint can't be named beforehand.
if (env.DEMO === 'on' && env.PORT === '0') env.FHIR_SERVERS ||= '*';
await run(services, env.DEMO === 'on' ? demonstration() : undefined);
