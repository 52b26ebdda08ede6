import type { AddressInfo } from 'node:net';
import type { TrustedClient } from '../cds/trusted-clients.ts';
import { type Config, readConfig } from '../config/config.ts';
import { openToOthers } from '../config/private-files.ts';
import { createLog, errorClassOf, type Log } from '../observability/log.ts';
import { watchProcess } from '../observability/metrics.ts';
import { openStandardStream, writeLine } from '../observability/streams.ts';
import { thisBuild } from '../values/build.ts';
import { namingSetting } from './listen-error.ts';
import { composeService, type Service, type ServiceOptions } from './service.ts';
import { type Closable, shutDownInOrder } from './shutdown.ts';

/** Part of the time for shutting down that is reserved for traces and the last lines of the log. */
const lastLinesMs = 1500;

/** What a program adds to the service that it runs. */
export interface Extension {
  /** The settings with which the service is built. */
  adjust(config: Config): Config;
  /** Clients of its own, beside those of the TRUSTED_CLIENTS file. */
  clients(config: Config): readonly TrustedClient[];
  /** Adds routes of its own, before the service listens. */
  register(service: Service, config: Config): Promise<void>;
  /** A few lines for whoever started the program, once the service is ready. */
  welcome(config: Config, port: number): string;
}

/**
 * Runs the service in this process, with the settings of its environment, until a signal ends it. A failure at the start
 * is one line that names the setting, and exit code 1.
 */
export async function run(services: ServiceOptions['services'], extension?: Extension): Promise<void> {
  // Nobody else may read the store and the audit (CWE-276).
  process.umask(0o077);
  // With this handler Node opens no inspector on the signal, however it was started; one could read tokens from memory.
  process.on('SIGUSR1', () => {});
  const shutDownWith = shutDownInOrder();
  const output = openStandardStream(1);
  try {
    await start({ config: readConfig(process.env), output, shutDownWith }, services, extension);
  } catch (error) {
    // First what was logged, so that the reason is the last line.
    await output.close(500);
    // One line that names the setting; a stack would only hide it.
    writeLine(2, `secure-base: ${error instanceof Error ? error.message : 'could not start'}`);
    process.exit(1);
  }
}

/** What the start of this process has from it. */
interface Process {
  readonly config: Config;
  readonly output: ReturnType<typeof openStandardStream>;
  readonly shutDownWith: (service: Closable) => void;
}

async function start(
  { config, output, shutDownWith }: Process,
  services: ServiceOptions['services'],
  extension: Extension | undefined,
): Promise<void> {
  if (config.demo && extension === undefined)
    throw new Error('DEMO: the service itself has no demonstration; npm start runs it with one');
  const log = createLog({ level: config.logLevel, to: output.stream });
  log.info({ event: 'starting', ...thisBuild() });
  const tracing = await startTracing();
  const service = await composeService(extension?.adjust(config) ?? config, {
    services,
    log,
    ...(tracing && { tracing: tracing.plugin }),
    ...(extension && { ownClients: extension.clients(config) }),
  });
  watchProcess(service.metrics.registry);
  await extension?.register(service, config);
  // On standard error, whatever the log level: nobody should run an open service without knowing.
  for (const { line } of [...config.warnings, ...openToOthers(config)]) writeLine(2, `secure-base: ${line}`);
  shutDownWith({ log, close: (timeoutMs) => close({ service, tracing, output, log }, timeoutMs) });
  process.on('SIGHUP', service.reload);
  if (!(await listen(service, config))) return;
  const { port } = service.app.server.address() as AddressInfo;
  log.info({ event: 'listening', address: `${config.host}:${port}` });
  // Over the log's own stream, so that it comes after what was logged before.
  if (extension) output.stream.write(`${extension.welcome(config, port)}\n`);
}

async function listen(service: Service, config: Config): Promise<boolean> {
  try {
    return await service.listen();
  } catch (error) {
    throw namingSetting(error, config);
  }
}

interface Running {
  readonly service: Service;
  readonly tracing: Awaited<ReturnType<typeof startTracing>>;
  readonly output: Process['output'];
  readonly log: Log;
}

async function close({ service, tracing, output, log }: Running, timeoutMs: number): Promise<void> {
  service.markNotReady();
  try {
    await service.close(timeoutMs - lastLinesMs);
    await tracing?.close();
  } catch (error) {
    log.error({ event: 'stopping', errorClass: errorClassOf(error) });
    throw error;
  } finally {
    await output.close(500);
  }
}

/** Traces where OpenTelemetry's own variables say where to. */
async function startTracing() {
  const { env } = process;
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const isOff = env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none';
  if (!endpoint || isOff) return undefined;
  const tracing = await import('../observability/tracing.ts');
  return tracing.startTracing();
}
