import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
import { demonstration } from '../../demo/index.ts';

export interface OpenPractice {
  readonly url: string;
  close(): Promise<void>;
}

/** The whole service with the demonstration practice on a day, listening on loopback, by default on a free port. */
export async function openPractice(asOf: string, env: Readonly<Record<string, string>> = {}): Promise<OpenPractice> {
  const config = readConfig({
    PORT: '0',
    DEMO: 'on',
    AS_OF: asOf,
    FHIR_SERVERS: '*',
    DEADLINE_MS: '10000',
    WORKERS: '0',
    AUDIT_LOG: 'off',
    ...env,
  });
  const demo = demonstration();
  const service = await composeService(demo.adjust(config), {
    services,
    log: silentLog,
    ownClients: demo.clients(config),
    // A busy machine is no reason to answer 503 here.
    pressure: { maxEventLoopDelay: 0 },
  });
  await demo.register(service, config);
  const url = await service.app.listen({ host: config.host, port: config.port });
  return { url, close: () => service.close(1000) };
}
