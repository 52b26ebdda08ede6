/** `npm start`: the service with the demonstration practice, unless the environment says otherwise. */
const { env } = process;
env.DEMO ||= 'on';
if (env.DEMO === 'on' && !env.FHIR_SERVERS) env.FHIR_SERVERS = ownEndpoint();
await import('#src/main.ts');

/** The practice's own endpoint is the one server that the demonstration calls; on a port still unknown, any. */
function ownEndpoint(): string {
  if (env.PORT === '0') return '*';
  const base = env.PUBLIC_URL || `http://${env.HOST || '127.0.0.1'}:${env.PORT || '8080'}`;
  return `${base.replace(/\/$/, '')}/demo/fhir`;
}
