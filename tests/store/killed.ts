import { spawn } from 'node:child_process';

/**
 * Runs a process that keeps answers one after another and kills it so many ms after its first acknowledgement.
 * Gives the cards that it acknowledged.
 */
export async function acknowledgedUntilKilled(url: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['tests/store/acknowledge.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
  child.stdout.on('data', (data) => {
    told += data;
  });
  await new Promise((resolve) => child.once('close', resolve));
  // The last line may be cut.
  return told.split('\n').slice(0, -1);
}
