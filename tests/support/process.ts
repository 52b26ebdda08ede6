import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** `src/main.ts` as a process of its own, listening on a free port of 127.0.0.1. */
export interface RunningService {
  readonly address: string;
  readonly port: number;
  readonly child: Child;
  /** What it has logged so far, with what it wrote to stderr as lines `{ stderr }`. */
  readonly lines: readonly LogLine[];
  /** Waits until a line of the log fits, among those from the `from`th on. */
  logged(fits: (line: LogLine) => boolean, from?: number): Promise<LogLine>;
  metrics(): Promise<string>;
}

type Child = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

const started: ChildProcess[] = [];

/**
 * Starts it without waiting for anything. `preload` is a file of tests/support that runs before it; all that it writes goes
 * to `terminal`, if given. `folder` is that of the project, or of another version of it.
 */
export function spawnService(
  env: Readonly<Record<string, string>>,
  preload?: string,
  terminal: number | 'pipe' = 'pipe',
  folder = process.cwd(),
): Child {
  const flags = ['--disable-warning=ExperimentalWarning', ...(preload ? [`--import=./tests/support/${preload}`] : [])];
  // Most tests are of what is the same with workers; those take a second to start.
  const quiet = { STORE_URL: 'memory:', AUDIT_LOG: 'off', LOG_LEVEL: 'info', WORKERS: '0' };
  const usual = { PATH: process.env.PATH, PORT: '0', DEMO: 'off', ...quiet };
  const settings = { ...usual, ...env };
  const program = settings.DEMO === 'on' ? 'demo/start.ts' : 'src/main.ts';
  const child = spawn(process.execPath, [...flags, program], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', terminal, terminal],
  }) as Child;
  started.push(child);
  return child;
}

/** Starts it and waits until it listens. */
export async function startService(
  env: Readonly<Record<string, string>>,
  preload?: string,
  folder?: string,
): Promise<RunningService> {
  const child = spawnService(env, preload, 'pipe', folder);
  const lines: LogLine[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    // The demonstration says in plain words where to open it.
    lines.push(line.startsWith('{') ? JSON.parse(line) : { stdout: line });
  });
  createInterface({ input: child.stderr }).on('line', (stderr) => void lines.push({ stderr }));
  const logged: RunningService['logged'] = async (fits, from = 0) => {
    for (let waited = 0; waited < 15_000; waited += 20) {
      const line = lines.slice(from).find(fits);
      if (line !== undefined) return line;
      if (child.exitCode !== null) break;
      await wait(20);
    }
    throw new Error(`no such line in the log: ${JSON.stringify(lines.slice(from))}`);
  };
  const address = `http://${(await logged(({ event }) => event === 'listening')).address}`;
  return {
    address,
    port: Number(new URL(address).port),
    child,
    lines,
    logged,
    metrics: async () => (await fetch(`${address}/metrics`)).text(),
  };
}

/** Ends every process that was started here. */
export async function endServices(): Promise<void> {
  await Promise.all(
    started.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }),
  );
}
