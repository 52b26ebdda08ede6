import type { AddressInfo } from 'node:net';
import { services } from '#hooks/index.ts';
import { compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { classOf, createLog } from './observability/log.ts';
import { watchProcess } from './observability/metrics.ts';
import { standardLines, writeLine } from './observability/streams.ts';
import { openToOthers } from './private-files.ts';
import { shutDownInOrder } from './shutdown.ts';

/** Of the time in which to end, this much is for traces and the last lines of the log. */
const lastWordsMs = 1500;

// Nobody else may read the store and the audit (CWE-276).
process.umask(0o077);
// With a handler of ours Node opens no inspector on this signal, however it was started; it could read tokens from memory.
process.on('SIGUSR1', () => {});
const shutDownWith = shutDownInOrder();

try {
  await start(readConfig(process.env));
} catch (error) {
  // One line that names the setting; a stack would only hide it.
  writeLine(2, `secure-base: ${error instanceof Error ? error.message : 'could not start'}`);
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
  for (const { line } of [...config.warnings, ...openToOthers(config)]) writeLine(2, `secure-base: ${line}`);
  shutDownWith({
    log,
    close: async (timeoutMs) => {
      service.leave();
      try {
        await service.close(timeoutMs - lastWordsMs);
        await tracing?.close();
      } catch (error) {
        log.error({ event: 'stopping', errorClass: classOf(error) });
        throw error;
      } finally {
        await output.close(500);
      }
    },
  });
  process.on('SIGHUP', service.reload);
  if (!(await service.listen())) return;
  const { port } = app.server.address() as AddressInfo;
  log.info({ event: 'listening', address: `${config.host}:${port}` });
  if (config.demo) writeLine(1, `Open ${config.publicUrl.replace(/:0$/, `:${port}`)}/demo`);
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
