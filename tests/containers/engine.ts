import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from '@jest/globals';

// The tests stop their containers themselves, so no clean-up container has to be pulled.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';

/** Why tests in containers can't run here; undefined where they can. */
export const noEngine = dockerAnswers() ? undefined : 'no Docker engine answers';

/** Why tests on this folder of published data can't run here; undefined where they can. */
export function noData(folder: string): string | undefined {
  return existsSync(folder) ? undefined : `${folder} is not there`;
}

/** A test that is skipped, with the reason in its name, where there is one. */
export function testUnless(reason: string | undefined, name: string, timeout: number, body: () => Promise<void>): void {
  if (reason === undefined) test(name, body, timeout);
  else test.skip(`${name} (skipped: ${reason})`, body);
}

function dockerAnswers(): boolean {
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
