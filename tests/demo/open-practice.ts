import { services } from '#hooks/index.ts';
import { compose } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { createTold, registerDemo } from '../../demo/index.ts';

/** The whole service with the demonstration practice on a day, listening on a free port of loopback. */
export async function openPractice(asOf: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const config = readConfig({
    PORT: '0',
    DEMO: 'on',
    AS_OF: asOf,
    FHIR_SERVERS: '*',
    DEADLINE_MS: '10000',
    AUDIT_LOG: 'off',
  });
  const told = createTold();
  const service = await compose(config, {
    services,
    log: silentLog,
    answered: told.answered,
    // A busy machine is no reason to answer 503 here.
    pressure: { maxEventLoopDelay: 0 },
  });
  await registerDemo(service.app, { config, collaborators: service.collaborators, told });
  const url = await service.app.listen({ host: config.host, port: config.port });
  return { url, close: () => service.close(1000) };
}
