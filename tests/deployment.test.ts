import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
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

describe('kubernetes', () => {
  const documents = parseAllDocuments(readFileSync('docker/kubernetes/secure-base.yaml', 'utf8')).map((one) =>
    one.toJS(),
  );
  const of = (kind: string) => documents.find((one) => one.kind === kind);

  test('has a Deployment, Service, HorizontalPodAutoscaler, PodDisruptionBudget and NetworkPolicy of one name', () => {
    expect(documents.map(({ kind, metadata }) => [kind, metadata.name])).toEqual(
      ['Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'].map((kind) => [
        kind,
        'secure-base',
      ]),
    );
  });

  test('they are about the same pods', () => {
    const labels = of('Deployment').spec.template.metadata.labels;
    expect(of('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(of('Service').spec.selector).toEqual(labels);
    expect(of('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(of('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
  });

  const [container] = of('Deployment').spec.template.spec.containers;

  test('the container sets only settings, and its secrets by reference', () => {
    for (const { name, value, valueFrom } of container.env) {
      expect(known).toContain(name);
      expect([name, secret.includes(name) ? valueFrom?.secretKeyRef?.key : typeof value]).toEqual([
        name,
        secret.includes(name) ? name : 'string',
      ]);
    }
  });

  test('it is not root, writes nowhere, and is asked whether it lives where it answers that', () => {
    expect(of('Deployment').spec.template.spec.securityContext.runAsNonRoot).toBe(true);
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(container[probe].httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(of('Deployment').spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(13);
  });

  test('it can reach neither the network’s private addresses nor those where clouds keep their metadata', () => {
    const [, , internet] = of('NetworkPolicy').spec.egress;
    expect(internet.to[0].ipBlock.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']));
  });
});

describe('a report in Kubernetes', () => {
  const documents = parseAllDocuments(readFileSync('docker/kubernetes/practice-report.yaml', 'utf8')).map((one) =>
    one.toJS(),
  );
  const [shards, merge, policy] = documents;
  const containerOf = (job: typeof shards) => job.spec.template.spec.containers[0];
  const volumesOf = (job: typeof shards): Map<string, object> =>
    new Map(job.spec.template.spec.volumes.map((one: { name: string }) => [one.name, one]));

  test('is an Indexed Job of shards, a Job that waits for it, and a NetworkPolicy about the pods of both', () => {
    expect(documents.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['Job', 'practice-report-shards'],
      ['Job', 'practice-report'],
      ['NetworkPolicy', 'practice-report'],
    ]);
    expect(shards.spec.completionMode).toBe('Indexed');
    expect(merge.spec.suspend).toBe(true);
    for (const job of [shards, merge])
      expect(job.spec.template.metadata.labels).toEqual(policy.spec.podSelector.matchLabels);
  });

  const flagOf = (job: typeof shards, flag: string): string =>
    containerOf(job)
      .args.find((one: string) => one.startsWith(`--${flag}=`))
      ?.replace(/^.*?=/, '');

  test('runs what is in the image, and looks at one day, also where its pods run on two', () => {
    for (const job of [shards, merge]) expect(existsSync(containerOf(job).command.at(-1))).toBe(true);
    expect(flagOf(shards, 'as-of')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('has as many pods as it counts shards, and merges the parts that they write', () => {
    expect(flagOf(shards, 'shard')).toBe(`$(JOB_COMPLETION_INDEX)/${shards.spec.completions}`);
    expect(containerOf(merge).args[0]).toBe(containerOf(shards).args[0]);
    expect(flagOf(merge, 'parts')).toBe(flagOf(shards, 'out'));
  });

  test('starts as many workers in a pod as the cores that it asks for', () => {
    expect(containerOf(shards).resources.requests.cpu).toBe(flagOf(shards, 'workers'));
  });

  test('holds whole records in encrypted volumes only, which go with their pods; what is merged holds none', () => {
    const folder = flagOf(shards, 'work');
    const { name } = containerOf(shards).volumeMounts.find(
      ({ mountPath }: { mountPath: string }) => mountPath === folder,
    );
    expect(volumesOf(shards).get(name)).toMatchObject({
      ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'encrypted' } } },
    });
    expect([...volumesOf(merge).keys()]).toEqual(['parts', 'report']);
  });

  test('can reach nothing, is not root, and writes to its volumes alone', () => {
    expect(policy.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect([policy.spec.ingress, policy.spec.egress]).toEqual([undefined, undefined]);
    for (const job of [shards, merge]) {
      expect(job.spec.template.spec).toMatchObject({
        automountServiceAccountToken: false,
        restartPolicy: 'Never',
        securityContext: { runAsNonRoot: true },
      });
      const { securityContext, volumeMounts } = containerOf(job);
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
      for (const mount of volumeMounts) expect([...volumesOf(job).keys()]).toContain(mount.name);
    }
    const input = containerOf(shards).volumeMounts.find(({ name }: { name: string }) => name === 'export');
    expect(input.readOnly).toBe(true);
  });
});
