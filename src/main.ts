import type { AddressInfo } from 'node:net';
import { services } from '#hooks/index.ts';
import { buildApp } from './app.ts';
import { createCollaborators } from './collaborators.ts';
import { type Config, readConfig } from './config.ts';
import { detectors } from './detectors/index.ts';
import { classOf, createLog } from './observability/log.ts';
import { createMetrics } from './observability/metrics.ts';

/** In-flight requests have this long to finish once the process is told to stop. */
const finishing = 10_000;

try {
  await start(readConfig(process.env));
} catch (error) {
  // One line that names the setting; a stack would only hide it.
  process.stderr.write(`secure-base: ${error instanceof Error ? error.message : 'could not start'}\n`);
  process.exitCode = 1;
}

async function start(config: Config): Promise<void> {
  const log = createLog({ level: config.logLevel });
  const collaborators = createCollaborators(config, log, createMetrics());
  let closing = false;
  const app = await buildApp({
    config: config.demo ? withDemoServer(config) : config,
    log,
    metrics: collaborators.metrics,
    services: services(collaborators),
    detections: { detectors, settingsOf: (code) => collaborators.thresholds().get(code) },
    ready: () => !closing,
  });
  if (config.demo) {
    const { registerDemo } = await import('../demo/index.ts');
    await registerDemo(app, { config, asOf: () => collaborators.clock().asOf });
  }
  const stop = (signal: NodeJS.Signals) => {
    if (closing) return;
    closing = true;
    log.info({ event: 'stopping', signal });
    setTimeout(() => process.exit(0), finishing).unref();
    collaborators.close();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ event: 'stopping', errorClass: classOf(error) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  log.info({ event: 'listening', address: `${config.host}:${port}` });
  if (config.demo) process.stdout.write(`Open ${config.publicUrl.replace(/:0$/, `:${port}`)}/demo\n`);
}

/** The demonstration's own FHIR endpoint may be called too. */
function withDemoServer(config: Config): Config {
  return { ...config, fhirServers: [...config.fhirServers, `${config.publicUrl}/demo/fhir`] };
}
