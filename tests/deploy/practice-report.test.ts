import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { renderedObjects } from './rendered.ts';

describe.each(['practice-report.yaml', 'everything.yaml'])('a report of one day: %s', (file) => {
  const objects = renderedObjects(file).filter(
    ({ metadata }) => metadata.labels['app.kubernetes.io/name'] === 'practice-report',
  );
  const [shards, merge] = objects.filter(({ kind }) => kind === 'Job');
  const policy = objects.find(({ kind }) => kind === 'NetworkPolicy');
  const containerOf = (job: typeof shards) => job.spec.template.spec.containers[0];
  const volumesOf = (job: typeof shards): Map<string, { ephemeral?: { volumeClaimTemplate: { spec: object } } }> =>
    new Map(job.spec.template.spec.volumes.map((one: { name: string }) => [one.name, one]));
  const flagOf = (job: typeof shards, flag: string): string =>
    containerOf(job)
      .args.find((one: string) => one.startsWith(`--${flag}=`))
      ?.replace(/^.*?=/, '');

  test('is an Indexed Job of shards, a Job that waits for it, and a NetworkPolicy about the pods of both', () => {
    expect(shards.metadata.name).toBe(`${merge.metadata.name}-shards`);
    expect(shards.spec.completionMode).toBe('Indexed');
    expect(merge.spec.suspend).toBe(true);
    for (const job of [shards, merge])
      expect(job.spec.template.metadata.labels).toEqual(policy.spec.podSelector.matchLabels);
  });

  test('runs what is in the image, and looks at one day, also where its pods run on two', () => {
    for (const job of [shards, merge]) expect(existsSync(containerOf(job).command.at(-1))).toBe(true);
    expect(flagOf(shards, 'as-of')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(merge.metadata.name).toContain(flagOf(shards, 'as-of'));
  });

  test('has as many pods as it counts shards, and merges the parts that they write', () => {
    expect(flagOf(shards, 'shard')).toBe(`$(JOB_COMPLETION_INDEX)/${shards.spec.completions}`);
    expect(shards.spec.parallelism).toBe(shards.spec.completions);
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
    const claim = volumesOf(shards).get(name)?.ephemeral?.volumeClaimTemplate.spec;
    expect(claim).toMatchObject({ storageClassName: expect.stringMatching(/^encrypted/) });
    expect([...volumesOf(merge).keys()]).toEqual(['parts', 'report']);
    for (const job of [shards, merge]) expect(job.spec.ttlSecondsAfterFinished).toBeLessThanOrEqual(86_400);
  });

  test('can reach nothing', () => {
    expect(policy.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect([policy.spec.ingress, policy.spec.egress]).toEqual([undefined, undefined]);
    for (const job of [shards, merge]) expect(job.spec.template.spec.restartPolicy).toBe('Never');
    const input = containerOf(shards).volumeMounts.find(({ name }: { name: string }) => name === 'export');
    expect(input.readOnly).toBe(true);
  });
});

test('a report by a schedule: one pod at a time, of the day it runs on, from the same volumes', () => {
  const cron = renderedObjects('everything.yaml').find(({ kind }) => kind === 'CronJob');
  const [{ args, volumeMounts, resources }] = cron.spec.jobTemplate.spec.template.spec.containers;
  expect(cron.spec).toMatchObject({ schedule: '0 2 1 * *', timeZone: 'Europe/London', concurrencyPolicy: 'Forbid' });
  expect(args).toEqual(['report', '/export', '--out=/report', '--work=/work', `--workers=${resources.requests.cpu}`]);
  expect(volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual([
    '/export',
    '/report',
    '/work',
  ]);
});
