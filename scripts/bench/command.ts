import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What a command used from its start to its end. */
export interface Used {
  readonly wallSeconds: number;
  /** Of all its threads, user and system. */
  readonly cpuSeconds: number;
  /** Peak resident set size in MB of 1,000,000 bytes (getrusage(2) counts KiB). */
  readonly peakMegabytes: number;
}

/** Runs a script of the project to its end. Throws where it fails. */
export async function runToEnd(script: string, args: readonly string[]): Promise<Used> {
  const preload = ['--disable-warning=ExperimentalWarning', '--import', './scripts/bench/print-usage.ts'];
  const started = performance.now();
  const child = spawn(process.execPath, [...preload, script, ...args], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const ended = once(child, 'exit');
  const printed = await text(child.stdio[3] as Readable);
  const [code] = await ended;
  const wallSeconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${script} ${args[0]} ended with ${code}`);
  const { userCPUTime, systemCPUTime, maxRSS }: NodeJS.ResourceUsage = JSON.parse(printed);
  return { wallSeconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: (maxRSS * 1024) / 1e6 };
}
