import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { settings } from '#src/config/settings.ts';
import { siteSettingsSchema } from '#src/config/site-settings.ts';
import { detectors } from '#src/detectors/index.ts';
import { chart, checksumOfChart, withHeader } from '../../scripts/kubernetes/header.ts';
import { renderings } from '../../scripts/kubernetes/renderings.ts';
import { podsOf, renderedObjects } from './rendered.ts';

const known = Object.keys(settings.shape);
const secret = ['PSEUDONYM_KEY', 'PSEUDONYM_KEY_OLD', 'SESSION_KEY', 'ADMIN_TOKEN', 'STORE_URL'];

describe.each(renderings.map((one) => [one.file, one] as const))('%s', (file, rendering) => {
  const text = readFileSync(file, 'utf8');
  const objects = renderedObjects(file.replace('docker/kubernetes/', ''));

  test('is what the chart makes: neither was changed since (npm run kubernetes)', () => {
    const below = text.slice(text.indexOf('---\n'));
    expect(text).toBe(withHeader(rendering, below, checksumOfChart(chart)));
  });

  test('its values are there', () => {
    for (const values of rendering.values)
      expect([values, existsSync(`${chart}/ci/${values}`)]).toEqual([values, true]);
  });

  test('its pods are not root, write to their volumes alone, and have no token of the cluster', () => {
    const pods = podsOf(objects);
    expect(pods.length).toBeGreaterThan(0);
    for (const { spec } of pods) {
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const { securityContext, resources, volumeMounts = [] } of spec.containers) {
        expect(securityContext).toEqual({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
        expect(resources).toMatchObject({
          requests: { cpu: expect.anything() },
          limits: { memory: expect.any(String) },
        });
        const volumes = (spec.volumes ?? []).map(({ name }: { name: string }) => name);
        for (const { name } of volumeMounts) expect(volumes).toContain(name);
      }
    }
  });

  test('holds no Secret', () => {
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });
});

describe('a rendering is stale', () => {
  const copy = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'chart');
  cpSync(chart, copy, { recursive: true });
  const before = checksumOfChart(copy);
  const change = (file: string, from: string, to: string) => {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replaceAll(from, to));
    return checksumOfChart(copy);
  };

  test('not where the chart lies elsewhere, nor after another version, comment or schema alone', () => {
    expect(before).toBe(checksumOfChart(chart));
    expect(change('Chart.yaml', 'ersion: 0', 'ersion: 9')).toBe(before);
    expect(change('values.schema.json', 'Secure Base', 'this')).toBe(before);
    expect(change('values.yaml', '# How often', '# How soon')).toBe(before);
  });

  test.each([
    ['templates/service.yaml', 'http', 'https'],
    ['templates/tests/answers.yaml', 'live', 'ready'],
    ['values.yaml', 'replicaCount: 3', 'replicaCount: 2'],
    ['ci/plain-values.yaml', 'cds.', 'www.'],
    ['files/alerts.yaml', '800e6', '900e6'],
    ['Chart.yaml', '1.30.0', '1.31.0'],
  ])('after a change of %s', (file, from, to) => {
    const earlier = checksumOfChart(copy);
    expect(change(file, from, to)).not.toBe(earlier);
  });

  test('after a change of its own text', () => {
    const rendering = { file: '', values: [], options: [], about: ['x'] };
    expect(withHeader(rendering, 'a: 1\n', before)).toBe(withHeader(rendering, 'a: 1\n', before));
    const changed = withHeader(rendering, 'a: 1\n', before).replace('a: 1', 'a: 2');
    expect(changed).not.toBe(withHeader(rendering, 'a: 2\n', before));
  });
});

describe('of the defaults', () => {
  const objects = renderedObjects('secure-base.yaml');
  const of = (kind: string) => objects.find((one) => one.kind === kind);

  test('are a Deployment, Service, HorizontalPodAutoscaler, PodDisruptionBudget and NetworkPolicy of one name', () => {
    const kinds = ['Deployment', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'PodDisruptionBudget', 'Service'];
    expect(objects.map(({ kind }) => kind).toSorted()).toEqual(kinds);
    for (const { metadata } of objects) expect(metadata.name).toBe('secure-base');
  });

  test('they are about the same pods', () => {
    const labels = of('Deployment').spec.template.metadata.labels;
    expect(of('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(of('Service').spec.selector).toEqual(labels);
    expect(of('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(of('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
    expect(of('HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe(of('Deployment').metadata.name);
  });

  const [container] = of('Deployment').spec.template.spec.containers;

  test('the number of replicas is the autoscaler’s alone', () => {
    expect(of('Deployment').spec.replicas).toBeUndefined();
    expect(of('HorizontalPodAutoscaler').spec.minReplicas).toBeGreaterThan(
      of('PodDisruptionBudget').spec.maxUnavailable,
    );
  });

  test('it is asked whether it lives where it answers that, and has time to end', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      expect(container[probe].httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(of('Deployment').spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(13);
  });

  test('it can reach neither the network’s private addresses nor those where clouds keep their metadata', () => {
    const [, , internet] = of('NetworkPolicy').spec.egress;
    expect(internet.to[0].ipBlock.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']));
  });

  test('Prometheus finds the pods by their annotations', () => {
    const { annotations } = of('Deployment').spec.template.metadata;
    expect(annotations).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' });
  });
});

describe('of everything', () => {
  const objects = renderedObjects('everything.yaml');
  const of = (kind: string) => objects.find((one) => one.kind === kind);
  const deployment = of('Deployment');
  const [container] = deployment.spec.template.spec.containers;

  test('are all kinds that the chart has', () => {
    const service = ['ConfigMap', 'ConfigMap', 'Deployment', 'HorizontalPodAutoscaler', 'Ingress', 'NetworkPolicy'];
    const more = ['PodDisruptionBudget', 'PrometheusRule', 'Service', 'ServiceMonitor', 'Pod'];
    const report = ['CronJob', 'Job', 'Job', 'NetworkPolicy'];
    expect(objects.map(({ kind }) => kind).toSorted()).toEqual([...service, ...more, ...report].toSorted());
  });

  test.each(['secure-base.yaml', 'everything.yaml'])('%s sets only settings, and secrets by reference', (file) => {
    const [{ env }] = renderedObjects(file).find(({ kind }) => kind === 'Deployment').spec.template.spec.containers;
    for (const { name, value, valueFrom } of env) {
      expect([...known, 'NODE_EXTRA_CA_CERTS']).toContain(name);
      if (secret.includes(name))
        expect([name, value, valueFrom.secretKeyRef.name]).toEqual([name, undefined, expect.any(String)]);
      else expect([name, typeof value, valueFrom]).toEqual([name, 'string', undefined]);
    }
    expect(env.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['STORE_URL', 'PSEUDONYM_KEY']),
    );
  });

  test('its values are those that the service takes', () => {
    const env = Object.fromEntries(
      container.env
        .filter(({ name, value }: { name: string; value?: string }) => value !== undefined && name in settings.shape)
        .map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect(settings.safeParse(env)).toMatchObject({ success: true });
    expect(env).toMatchObject({ CARDS_PER_100_OPENINGS: '0', RETIRE_ABOVE: '0.2', SILENT: 'true', WORKERS: '1' });
  });

  test('files of the site are where their settings say, and can be read', () => {
    const maps = objects.filter(({ kind }) => kind === 'ConfigMap');
    const files = maps.find(({ metadata }) => metadata.name.endsWith('-site')).data;
    expect(siteSettingsSchema(detectors).safeParse(JSON.parse(files['site-settings.json']))).toMatchObject({
      success: true,
    });
    const paths = container.env.filter(({ value = '' }: { value?: string }) => /^\/(?:site|sites|staff)\b/.test(value));
    const folders = new Map(
      container.volumeMounts.map((one: { mountPath: string; name: string }) => [one.mountPath, one.name]),
    );
    expect(paths.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'PRACTICE_CENTILES',
      'SITES',
      'SITE_SETTINGS',
      'SMART_KEY',
      'STAFF_DIRECTORY',
      'TRUSTED_CLIENTS',
    ]);
    for (const { value } of paths) expect([value, folders.has(`/${value.split('/')[1]}`)]).toEqual([value, true]);
    for (const mount of container.volumeMounts)
      expect([mount.mountPath, mount.readOnly, mount.subPath]).toEqual([mount.mountPath, true, undefined]);
  });

  test('the Ingress leads to the Service, for what EHRs call and not for administrators', () => {
    const [rule] = of('Ingress').spec.rules;
    for (const { path, backend } of rule.http.paths) {
      expect(path).toMatch(/^\/secure-base\/(?:cds-services|thread)$/);
      expect(backend.service).toEqual({ name: of('Service').metadata.name, port: { name: 'http' } });
    }
    expect(of('Ingress').spec.tls).toEqual([{ hosts: [rule.host], secretName: 'cds-example-org-tls' }]);
  });

  test('the ServiceMonitor reads the port of the Service, and names the job as the alerts do', () => {
    const { spec } = of('ServiceMonitor');
    expect(of('Service').metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(of('Service').spec.ports.map(({ name }: { name: string }) => name)).toContain(spec.endpoints[0].port);
    expect(of('Service').metadata.labels[spec.jobLabel]).toBe('secure-base');
    expect(deployment.spec.template.metadata.annotations).not.toHaveProperty('prometheus.io/scrape');
  });

  test('the PrometheusRule has all alerts but those left out, with links to the site’s own page', () => {
    const [{ rules }] = of('PrometheusRule').spec.groups;
    const all = [...readFileSync('docker/prometheus/alerts.yaml', 'utf8').matchAll(/- alert: (\w+)/g)].map(
      ([, name]) => name,
    );
    expect(rules.map(({ alert }: { alert: string }) => alert)).toEqual(
      all.filter((name) => name !== 'SecureBaseMemoryHigh'),
    );
    for (const { alert, annotations } of rules)
      expect(annotations.runbook_url).toBe(`https://runbooks.example.org/secure-base#${alert.toLowerCase()}`);
  });

  test('names no object of another kind alike by accident: each kind and name is there once', () => {
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of objects) expect(metadata.name.length).toBeLessThan(64);
  });
});
