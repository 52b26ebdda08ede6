import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A program that runs in a process of its own. */
export interface Running {
  /** The first address that it printed. */
  readonly address: string;
  readonly pid: number;
  /** When it was started, on the clock of `performance.now()`. */
  readonly started: number;
  /** Memory in MB: resident now, and the most so far. */
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
      // What it logs from now on is read and dropped, as a collector of logs would.
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
