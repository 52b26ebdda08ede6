import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { settings } from '#src/config/settings.ts';
import { publicImages } from './containers/images.ts';

const folder = 'docker';
const known = Object.keys(settings.shape);
/** The tags of docker/base-images.env, by name. */
const baseImages = new Map(
  [...readFileSync('docker/base-images.env', 'utf8').matchAll(/^(\w+)=([^@\s]+)/gm)].map(([, name = '', tag = '']) => [
    name,
    tag,
  ]),
);
/** How a compose file names one: by the environment, and by its plain tag otherwise. */
const byDefault = (name: string) => `\${${name}:-${baseImages.get(name)}}`;
const secret = ['PSEUDONYM_KEY', 'SESSION_KEY', 'ADMIN_TOKEN', 'POSTGRES_PASSWORD', 'STORE_URL'];

const Compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      build: z.object({ context: z.string(), args: z.record(z.string(), z.string()) }).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
      read_only: z.boolean().default(false),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()).default({}),
});

describe.each(['compose.yaml', 'compose.replicas.yaml'])('%s', (name) => {
  const { services, volumes } = Compose.parse(parse(readFileSync(join(folder, name), 'utf8'), { merge: true }));
  const all = Object.entries(services);
  const ours = all.filter(([, { image }]) => image === 'secure-base');

  test('runs the images of docker/base-images.env', () => {
    const known = ['secure-base', ...[...baseImages.keys()].map(byDefault)];
    expect(ours.length).toBeGreaterThan(0);
    for (const [service, { image }] of all) expect([service, known.includes(image)]).toEqual([service, true]);
  });

  test('sets only what is a setting, and no secret by its value', () => {
    for (const [, { environment }] of ours)
      expect(Object.keys(environment).filter((one) => !known.includes(one))).toEqual([]);
    for (const [service, { environment }] of all)
      for (const [setting, value] of Object.entries(environment))
        if (secret.includes(setting))
          expect([service, setting, value]).toEqual([service, setting, expect.stringContaining('${')]);
  });

  test('our image is read-only and built from here; ports are on loopback', () => {
    const build = { context: '..', args: { NODE_IMAGE: byDefault('NODE_IMAGE') } };
    for (const [, one] of ours) expect(one).toMatchObject({ read_only: true, build });
    for (const [, { ports }] of all) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('what is mounted or waited for is there', () => {
    for (const [, { volumes: mounts, depends_on }] of all) {
      for (const mount of mounts) {
        const [source = ''] = mount.split(/:(?!\?)/);
        if (source.startsWith('.')) expect([mount, existsSync(join(folder, source))]).toEqual([mount, true]);
        else if (!source.startsWith('$')) expect(Object.keys(volumes)).toContain(source);
      }
      const others = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      for (const other of others) expect(Object.keys(services)).toContain(other);
    }
  });
});

test('the images of docker/base-images.env are those that the tests run', () => {
  expect([...baseImages.values()].toSorted()).toEqual(Object.values(publicImages).toSorted());
});

test('the image is built on that of docker/base-images.env, in every stage', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  expect(dockerfile).toContain(`\nARG NODE_IMAGE=${baseImages.get('NODE_IMAGE')}\n`);
  for (const [line] of dockerfile.matchAll(/^FROM .*$/gm)) expect(line).toMatch(/^FROM \$\{NODE_IMAGE\}( AS \w+)?$/);
});

test('nginx sends to the replicas that the compose file has', () => {
  const compose = Compose.parse(parse(readFileSync('docker/compose.replicas.yaml', 'utf8'), { merge: true }));
  const replicas = Object.keys(compose.services).filter((one) => one.startsWith('replica-'));
  const servers = [...readFileSync('docker/nginx.conf', 'utf8').matchAll(/server ([\w-]+):8080/g)].map(
    ([, one]) => one,
  );
  expect(replicas).toHaveLength(3);
  expect(servers).toEqual(replicas);
});
