import { globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { isMap, isScalar, type Pair, parse, parseDocument, type YAMLMap } from 'yaml';
import { settings } from '#src/config/settings.ts';
import { chart } from '../../scripts/kubernetes/header.ts';
import { renderings } from '../../scripts/kubernetes/renderings.ts';

type Values = { [name: string]: unknown };

const read = (file: string) => readFileSync(`${chart}/${file}`, 'utf8');
const defaults: Values = parse(read('values.yaml'));
const schema = JSON.parse(read('values.schema.json'));
const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values over others, as Helm merges them: null takes away. */
function merged(under: Values, over: Values): Values {
  const both = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const below = under[name];
    if (value === null) delete both[name];
    else both[name] = isObject(value) && isObject(below) ? merged(below, value) : value;
  }
  return both;
}

const valuesOf = (files: readonly string[]) =>
  files.map((file): Values => parse(read(`ci/${file}`))).reduce(merged, defaults);

test('Chart.yaml has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(parse(read('Chart.yaml'))).toMatchObject({ name: 'secure-base', version, appVersion: version });
});

describe('the schema', () => {
  const valid = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);
  const plain = valuesOf(['plain-values.yaml']);
  const faults = (changes: Values) => {
    valid(merged(plain, changes));
    return [...new Set((valid.errors ?? []).map(({ instancePath }) => instancePath))];
  };

  test.each(renderings.map(({ file, values }) => [file, values] as const))('takes the values of %s', (_, values) => {
    expect([valid(valuesOf(values)), valid.errors]).toEqual([true, null]);
  });

  test('asks for an image and an address, which have no default', () => {
    expect(valid(defaults)).toBe(false);
    expect(new Set(valid.errors?.map(({ instancePath }) => instancePath))).toEqual(
      new Set(['/image/repository', '/publicUrl']),
    );
  });

  test.each<[string, Values, string]>([
    ['an unknown value', { replicas: 3 }, ''],
    ['an unknown value below', { ingress: { hosts: [] } }, '/ingress'],
    ['a secret by its value', { settings: { ADMIN_TOKEN: 'x' } }, '/settings'],
    ['a secret without a Secret', { secrets: { existingSecret: '' } }, '/secrets/existingSecret'],
    ['http', { publicUrl: 'http://cds.example.org' }, '/publicUrl'],
    ['root', { podSecurityContext: { runAsNonRoot: false } }, '/podSecurityContext/runAsNonRoot'],
    ['an Ingress without TLS', { ingress: { enabled: true, host: 'a.org' } }, '/ingress/tlsSecret'],
    ['two files of clients', { clients: { existingConfigMap: 'a' } }, '/clients/existingSecret'],
    ['an alert that is not there', { prometheusRule: { leftOut: ['SecureBaseUp'] } }, '/prometheusRule/leftOut/0'],
    ['a short digest', { image: { digest: 'sha256:abc' } }, '/image/digest'],
    ['no replica', { replicaCount: 0 }, '/replicaCount'],
  ])('refuses %s', (_, changes, path) => {
    expect(faults(changes)).toContain(path);
    expect(faults({})).toEqual([]);
  });

  test('knows the alerts', () => {
    const alerts = [...read('files/alerts.yaml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    expect(schema.properties.prometheusRule.properties.leftOut.items.enum).toEqual(alerts);
  });

  test('keeps from `settings` what the chart sets itself, and lets every other one through', () => {
    const set = [...read('templates/_environment.tpl').matchAll(/^- name: ([A-Z_]+)$/gm)].map(([, name = '']) => name);
    const kept: string[] = schema.properties.settings.propertyNames.not.enum;
    expect(kept.toSorted()).toEqual(
      [...set, ...Object.keys(schema.properties.secrets.properties.keys.properties), 'HOST', 'PORT'].toSorted(),
    );
    const others = Object.keys(settings.shape).filter((name) => !kept.includes(name));
    expect(faults({ settings: Object.fromEntries(others.map((name) => [name, 'x'])) })).toEqual([]);
    expect(others.filter((name) => /KEY|TOKEN|SECRET|PASSWORD/.test(name))).toEqual([]);
  });
});

describe('values.yaml', () => {
  const templates = globSync('templates/**/*', { cwd: chart, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    .join('\n');
  const used = new Set([...templates.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path));

  /** Paths of values; what Kubernetes or the service gives a shape ends one. */
  function pathsOf(values: Values, properties: Values, before = ''): string[] {
    return Object.entries(values).flatMap(([name, value]) => {
      const path = `${before}${name}`;
      const below = properties[name];
      const inner =
        isObject(below) && isObject(below.properties) && below.additionalProperties === false
          ? below.properties
          : undefined;
      return isObject(value) && inner !== undefined ? pathsOf(value, inner, `${path}.`) : [path];
    });
  }
  const paths = pathsOf(defaults, schema.properties);

  test('each value is used by a template, and each that is used is there', () => {
    const whole = (path: string) => path.split('.').map((_, count, all) => all.slice(0, count + 1).join('.'));
    expect(paths.length).toBeGreaterThan(60);
    expect(paths.filter((path) => !whole(path).some((one) => used.has(one)))).toEqual([]);
    expect([...used].filter((path) => !paths.some((one) => whole(one).includes(path)))).toEqual([]);
  });

  test('each value is in the schema, and the other way round', () => {
    const inSchema = (properties: Values, before = ''): string[] =>
      Object.entries(properties).flatMap(([name, one]) =>
        isObject(one) && isObject(one.properties) && one.additionalProperties === false
          ? inSchema(one.properties, `${before}${name}.`)
          : [`${before}${name}`],
      );
    const { global, ...own } = schema.properties;
    expect(global).toEqual({ type: 'object' });
    expect(inSchema(own).toSorted()).toEqual(paths.toSorted());
  });

  test('each is another one in the rendering of everything, or on in both', () => {
    const at = (values: unknown, path: string) =>
      path.split('.').reduce((value, name) => (isObject(value) ? value[name] : undefined), values);
    const everything = valuesOf(['plain-values.yaml', 'everything-values.yaml']);
    const same = paths.filter((path) => isDeepStrictEqual(at(everything, path), at(defaults, path)));
    // One Secret, ConfigMap or claim excludes another; and a setting that is secret has the name of its key.
    const others = ['sites.existingSecret', 'sites.existingClaim', 'image.digest'];
    const named = ['STORE_URL', 'PSEUDONYM_KEY', 'ADMIN_TOKEN'].map((name) => `secrets.keys.${name}`);
    expect(same.filter((path) => at(defaults, path) !== true).toSorted()).toEqual([...others, ...named].toSorted());
  });

  test('each value has a comment', () => {
    const withoutComment = (map: YAMLMap, before = ''): string[] =>
      (map.items as Pair[]).flatMap((pair, index) => {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        const comment = isScalar(pair.key) ? pair.key.commentBefore : undefined;
        const commented = comment ?? (index === 0 ? map.commentBefore : undefined);
        const inner =
          isMap(pair.value) && paths.some((path) => path.startsWith(`${before}${key}.`))
            ? withoutComment(pair.value as YAMLMap, `${before}${key}.`)
            : [];
        return [...(paths.includes(`${before}${key}`) && commented === undefined ? [`${before}${key}`] : []), ...inner];
      });
    const { contents } = parseDocument(read('values.yaml'));
    if (!isMap(contents)) throw new Error('values.yaml is a map');
    expect(withoutComment(contents as YAMLMap)).toEqual([]);
  });
});
