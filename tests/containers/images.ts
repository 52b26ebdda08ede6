import { z } from 'zod';

/** Other names for public images, such as a mirror's: `TEST_IMAGES={"hapiproject/hapi:v8.8.0-1": "mirror/hapi:1"}`. */
const overrides = z.record(z.string(), z.string()).parse(JSON.parse(process.env.TEST_IMAGES || '{}'));

/** Every image that the tests run, by its public name unless TEST_IMAGES says otherwise. */
export const images = {
  hapi: image('hapiproject/hapi:v8.8.0-1'),
  nginx: image('nginx:1.22'),
  node: image('node:24-bookworm-slim'),
  postgres: image('postgres:15-bookworm'),
};

function image(name: string): string {
  return overrides[name] ?? name;
}
