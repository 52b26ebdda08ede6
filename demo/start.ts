/** `npm start`: the service with the demonstration practice, unless the environment says otherwise. */
const { env } = process;
env.DEMO ||= 'on';
// On a port that is known only later, the practice's own FHIR endpoint can't be named beforehand.
if (env.DEMO === 'on' && env.PORT === '0') env.FHIR_SERVERS ||= '*';
await import('#src/main.ts');
