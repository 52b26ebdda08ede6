import { execFileSync } from 'node:child_process';
import { z } from 'zod';

/** Other names for public images, such as a mirror's: `TEST_IMAGES={"hapiproject/hapi:v8.8.0-1": "mirror/hapi:1"}`. */
const overrides = z.record(z.string(), z.string()).parse(JSON.parse(process.env.TEST_IMAGES || '{}'));

/** Every image that the tests run, by its public name. */
export const publicImages = {
  hapi: 'hapiproject/hapi:v8.8.0-1',
  nginx: 'nginx:stable',
  node: 'node:24-bookworm-slim',
  postgres: 'postgres:15-bookworm',
};

/** What stands in for one that this machine does not have and another that it has. */
const standIns: Readonly<Record<string, string>> = { 'nginx:stable': 'nginx:1.22' };

/** The same by the names under which this machine has them. */
export const images = {
  hapi: here(publicImages.hapi),
  nginx: here(publicImages.nginx),
  node: here(publicImages.node),
  postgres: here(publicImages.postgres),
};

function here(name: string): string {
  const standIn = standIns[name];
  return overrides[name] ?? (standIn !== undefined && !isHere(name) && isHere(standIn) ? standIn : name);
}

function isHere(name: string): boolean {
  try {
    execFileSync('docker', ['image', 'inspect', name], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
