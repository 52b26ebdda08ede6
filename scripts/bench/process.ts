import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Running {
  /** The first address it printed. */
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from its start until it printed that. */
  readonly startMs: number;
  /** Memory in MB: current and peak resident set size. */
  memory(): { readonly resident: number; readonly peak: number };
  /** CPU time in ms of all its threads so far; the kernel counts it in steps of 10 ms. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** A tick of /proc/PID/stat: Linux fixes it for programs at 100 a second. */
const msPerTick = 10;

/** Node's options in the image, where the service runs with them. */
const imageOptions = commandOfImage().filter((part) => part.startsWith('--'));
/** Filled by the first start of a run, as the image's is when it is built. */
const compileCache = mkdtempSync(join(tmpdir(), 'secure-base-compiled-'));

function commandOfImage(): readonly string[] {
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  return JSON.parse(command);
}

/** Starts a script of the project as the image does, and waits until it prints an address. */
export async function run(script: string, env: Record<string, string> = {}): Promise<Running> {
  const started = performance.now();
  const child = spawn(process.execPath, [...imageOptions, script], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache, ...env },
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
    startMs: performance.now() - started,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const megabytes = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
      return { resident: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    },
    cpuMs: () => {
      // The name, in parentheses, may hold spaces; user and system time are the 14th and 15th field (proc_pid_stat(5)).
      const [, , ...fields] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/\(.*\)/, '')
        .split(/\s+/);
      return (Number(fields[10]) + Number(fields[11])) * msPerTick;
    },
    stop: () =>
      new Promise((stopped) => {
        child.removeAllListeners('exit').once('exit', () => stopped());
        child.kill();
      }),
  };
}
