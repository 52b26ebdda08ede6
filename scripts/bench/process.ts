import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Running {
  /** The first address it printed. */
  readonly address: string;
  readonly pid: number;
  /** Start time on the clock of `performance.now()`. */
  readonly started: number;
  /** Memory in MB: current and peak resident set size. */
  memory(): { readonly resident: number; readonly peak: number };
  stop(): Promise<void>;
}

/** Starts a script of the project and waits until it prints an address. */
export async function run(script: string, env: Record<string, string> = {}): Promise<Running> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    const onData = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /https?:\/\/\S+|"address":"([^"]+)"/.exec(printed);
      if (!found) return;
      // Drain its log, as a log collector would.
      child.stdout.off('data', onData).resume();
      resolve(found[1] === undefined ? found[0] : `http://${found[1]}`);
    };
    child.stdout.on('data', onData);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${printed}`)));
  });
  return {
    address,
    pid: child.pid ?? Number.NaN,
    started,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const megabytes = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    },
    stop: () =>
      new Promise((stopped) => {
        child.removeAllListeners('exit').once('exit', () => stopped());
        child.kill();
      }),
  };
}
