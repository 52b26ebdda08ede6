import type { AddressInfo } from 'node:net';
import { services } from '#hooks/index.ts';
import { compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { classOf, createLog } from './observability/log.ts';
import { watchProcess } from './observability/metrics.ts';
import { standardLines } from './observability/streams.ts';

/** In-flight requests have this long to finish once the process is told to stop, and the store to take what waits. */
const finishing = 10_000;

try {
  await start(readConfig(process.env));
} catch (error) {
  // One line that names the setting; a stack would only hide it.
  process.stderr.write(`secure-base: ${error instanceof Error ? error.message : 'could not start'}\n`);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const output = standardLines(1);
  const log = createLog({ level: config.logLevel, to: output.stream });
  const tracing = await traced();
  const demo = config.demo ? await import('../demo/index.ts') : undefined;
  const told = demo?.createTold();
  const service = await compose(demo ? withDemoServer(config) : config, {
    services,
    log,
    ...(tracing && { tracing: tracing.plugin }),
    ...(told && { answered: told.answered }),
  });
  const { app, collaborators } = service;
  watchProcess(collaborators.metrics.registry);
  if (demo && told) await demo.registerDemo(app, { config, collaborators, told });
  // On standard error, whatever level is logged: nobody should run an open service without knowing.
  for (const { line } of config.warnings) process.stderr.write(`secure-base: ${line}\n`);
  let closing = false;
  const stop = (signal: NodeJS.Signals) => {
    if (closing) return;
    closing = true;
    log.info({ event: 'stopping', signal });
    setTimeout(() => process.exit(0), finishing).unref();
    service.leave();
    service
      .close(finishing - 1500)
      .then(() => tracing?.close())
      .then(
        () => 0,
        (error: unknown) => {
          log.error({ event: 'stopping', errorClass: classOf(error) });
          return 1;
        },
      )
      .then((code) => output.close(500).then(() => process.exit(code)));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', service.reload);
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  log.info({ event: 'listening', address: `${config.host}:${port}` });
  if (config.demo) process.stdout.write(`Open ${config.publicUrl.replace(/:0$/, `:${port}`)}/demo\n`);
}

/** Traces where OpenTelemetry's own variables say where to. */
async function traced() {
  const { env } = process;
  const wanted = env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const isOff = env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none';
  if (!wanted || isOff) return undefined;
  const { startTracing } = await import('./observability/tracing.ts');
  return startTracing();
}

/** The demonstration's own FHIR endpoint may be called too. */
function withDemoServer(config: Config): Config {
  return { ...config, fhirServers: [...config.fhirServers, `${config.publicUrl}/demo/fhir`] };
}
