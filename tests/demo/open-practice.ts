import { services } from '#hooks/index.ts';
import { buildApp } from '#src/app.ts';
import { createCollaborators } from '#src/collaborators.ts';
import { readConfig } from '#src/config.ts';
import { detectors } from '#src/detectors/index.ts';
import { createLog } from '#src/observability/log.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import { registerDemo } from '../../demo/index.ts';

/** The whole service with the demonstration practice on a day, listening on a free port of loopback. */
export async function openPractice(asOf: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const config = readConfig({
    PORT: '0',
    DEMO: 'on',
    AS_OF: asOf,
    FHIR_SERVERS: '*',
    DEADLINE_MS: '10000',
    LOG_LEVEL: 'silent',
  });
  const log = createLog({ level: config.logLevel });
  const collaborators = createCollaborators(config, log, createMetrics());
  const app = await buildApp({
    config,
    log,
    metrics: collaborators.metrics,
    services: services(collaborators),
    // A busy machine is no reason to answer 503 here.
    pressure: { maxEventLoopDelay: 0 },
    detections: { detectors, settingsOf: (code) => collaborators.thresholds().get(code) },
  });
  await registerDemo(app, { config, asOf: () => collaborators.clock().asOf });
  const url = await app.listen({ host: config.host, port: config.port });
  return {
    url,
    close: async () => {
      collaborators.close();
      await app.close();
    },
  };
}
