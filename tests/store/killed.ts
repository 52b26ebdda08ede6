import { spawn } from 'node:child_process';

/**
 * Runs a process that saves feedback and kills it some time after its first acknowledgement. Returns the acknowledged
 * cards.
 */
export async function acknowledgedUntilKilled(url: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['tests/store/acknowledge.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
  child.stdout.on('data', (data) => {
    output += data;
  });
  await new Promise((resolve) => child.once('close', resolve));
  // The last line may be incomplete.
  return output.split('\n').slice(0, -1);
}
