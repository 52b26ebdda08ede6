import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { getContainerRuntimeClient, Network, type StartedTestContainer, Wait } from 'testcontainers';
import { Discovery } from '#src/cds/protocol.ts';
import { exampleCall } from '../support/example.ts';
import { noEngine, testUnless } from './engine.ts';
import { images } from './images.ts';
import {
  addressOf,
  allRecorded,
  openChart,
  type Setup,
  sayNotNow,
  service,
  serviceContainer,
} from './service-container.ts';
import { dropImageOfThis, imageOfThis, revision } from './this-image.ts';

const minutes = 60_000;

/** The packages of package-lock.json, by path. */
type Locked = Readonly<Record<string, { readonly dev?: boolean; readonly dependencies?: Record<string, string> }>>;
let image = '';

const configured = (setup?: Setup) => serviceContainer(image, setup);

describe('the container image', () => {
  let container: StartedTestContainer | undefined;

  beforeAll(async () => {
    if (noEngine !== undefined) return;
    image = await imageOfThis();
    container = await (await configured()).withWaitStrategy(Wait.forHealthCheck()).start();
  }, 10 * minutes);

  afterAll(async () => {
    await container?.stop();
    if (noEngine === undefined) await dropImageOfThis();
  }, minutes);

  const shell = async (command: string) => container?.exec(['sh', '-c', command]);

  testUnless(noEngine, 'its health check becomes healthy, and it answers discovery', minutes, async () => {
    const answer = await fetch(`${addressOf(container)}/cds-services`);
    const { services } = Discovery.parse(await answer.json());
    expect(services.map(({ id }) => id)).toContain(service);
  });

  testUnless(noEngine, 'it describes its API, with the examples of the hooks', minutes, async () => {
    const answer = await fetch(`${addressOf(container)}/openapi.json`);
    const { paths } = (await answer.json()) as { readonly paths: Readonly<Record<string, object>> };
    const { patientId } = exampleCall({ hook: 'patient-view' }).context;
    expect(JSON.stringify(paths[`/cds-services/${service}`])).toContain(`"patientId":"${patientId}"`);
  });

  testUnless(noEngine, 'it says which version and which commit it is', minutes, async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const get = async (path: string) => (await fetch(`${addressOf(container)}${path}`)).text();
    expect(JSON.parse(await get('/health/live'))).toEqual({ status: 'up', version });
    expect(await get('/metrics')).toContain(`secure_base_build_info{version="${version}",revision="${revision}"} 1\n`);
  });

  testUnless(noEngine, 'it answers the example of the hook, moved to today, with its card', minutes, async () => {
    const cards = await openChart(container);
    expect(cards.map(({ source }) => source.topic?.code)).toEqual(['usual-clinician-left']);
  });

  testUnless(
    noEngine,
    'it runs as an ordinary user who can write nothing but what is remembered',
    minutes,
    async () => {
      expect((await shell('id -u'))?.output.trim()).toBe('1000');
      expect((await shell('ls /data'))?.output.split('\n')).toContain('secure-base.sqlite');
      expect((await shell('stat -c "%U %a" /data'))?.output.trim()).toBe('node 700');
      expect((await shell('touch /app/x'))?.exitCode).not.toBe(0);
      expect((await shell('touch /tmp/x'))?.exitCode).not.toBe(0);
    },
  );

  testUnless(
    noEngine,
    'it holds what runs, and neither the demonstration nor what only tests need',
    minutes,
    async () => {
      const listed = (await shell('ls /app'))?.output.trim().split(/\s+/);
      expect(listed).toEqual(['docker', 'fhir-profiles', 'hooks', 'node_modules', 'package.json', 'sbom.json', 'src']);
      expect((await shell('ls /app/docker'))?.output.trim().split(/\s+/)).toEqual(['backup.ts', 'practice']);
      const installed = new Set((await shell('ls -d node_modules/* node_modules/@*/*'))?.output.trim().split(/\s+/));
      const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Locked };
      const { '': project, ...others } = packages;
      const missing = Object.keys(project?.dependencies ?? {}).filter((one) => !installed.has(`node_modules/${one}`));
      expect(missing).toEqual([]);
      expect(Object.keys(others).filter((path) => others[path]?.dev && installed.has(path))).toEqual([]);
      expect(JSON.parse((await shell('cat package.json'))?.output ?? '')).not.toHaveProperty('devDependencies');
    },
  );

  testUnless(noEngine, 'it runs the commands for a whole practice, with all that they load', minutes, async () => {
    const person = '{"resourceType":"Patient","id":"p"}';
    const run = `mkdir -p /data/in && echo '${person}' > /data/in/p.ndjson && practice report /data/in --out /data/report --work /data/work`;
    expect((await shell(`${run} 2>&1 && ls /data/report`))?.output).toContain('report.html');
  });

  testUnless(noEngine, 'nothing in it fetches code or lends another user’s rights', minutes, async () => {
    const managers = ['npm', 'npx', 'corepack', 'yarn', 'yarnpkg', 'pnpm'];
    const names = managers.map((name) => `-name ${name}`).join(' -o ');
    expect((await shell(`find / -xdev \\( ${names} \\) 2>/dev/null`))?.output).toBe('');
    expect((await shell('find / -xdev -type f -perm /6000 2>/dev/null'))?.output).toBe('');
  });

  testUnless(noEngine, 'everything in it can be read by its user and written by root alone', minutes, async () => {
    expect((await shell('find /app ! -user root -o ! -type l -perm /022 -o ! -type l ! -perm -444'))?.output).toBe('');
  });

  testUnless(noEngine, 'it says what is in it, and is small', minutes, async () => {
    const bill = JSON.parse((await shell('cat /app/sbom.json'))?.output ?? '{}');
    const names = bill.components.map(({ group, name }: { group?: string; name: string }) =>
      [group, name].filter(Boolean).join('/'),
    );
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(Object.keys(dependencies).filter((one) => !names.includes(one))).toEqual([]);
    const { dockerode } = (await getContainerRuntimeClient()).container;
    const [own, base] = await Promise.all([image, images.node].map((one) => dockerode.getImage(one).inspect()));
    const megabytes = ((own?.Size ?? 0) - (base?.Size ?? 0)) / 1e6;
    expect(megabytes).toBeGreaterThan(10);
    expect(megabytes).toBeLessThan(250);
  });

  testUnless(noEngine, 'SIGUSR1 opens no inspector', minutes, async () => {
    // Port 9229, where Node's inspector listens, as /proc writes it.
    const listensAtInspectorPort = async () => (await shell('cat /proc/net/tcp'))?.output.includes(':240D ');
    const client = await getContainerRuntimeClient();
    await client.container.getById(container?.getId() ?? '').kill({ signal: 'SIGUSR1' });
    for (let n = 0; n < 10; n += 1) expect(await listensAtInspectorPort()).toBe(false);
    expect((await fetch(`${addressOf(container)}/health/live`)).status).toBe(200);
  });

  testUnless(noEngine, 'SIGTERM ends it within ten seconds, with exit code 0', minutes, async () => {
    const client = await getContainerRuntimeClient();
    const running = client.container.getById(container?.getId() ?? '');
    const started = performance.now();
    await running.kill({ signal: 'SIGTERM' });
    expect(await running.wait()).toMatchObject({ StatusCode: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  testUnless(noEngine, 'what it remembers outlives it, in a volume', 2 * minutes, async () => {
    const volume = `secure-base-test-${randomUUID()}`;
    const { dockerode } = (await getContainerRuntimeClient()).container;
    await using _removed = { [Symbol.asyncDispose]: () => dockerode.getVolume(volume).remove() };
    await using first = await (await configured({ volume })).start();
    await setAside(first);
    await first.stop();
    await using second = await (await configured({ volume })).start();
    expect(await openChart(second)).toEqual([]);
  });

  testUnless(
    noEngine,
    'two of it share a PostgreSQL: what was set aside at one is silent at the other',
    3 * minutes,
    async () => {
      await using network = await new Network().start();
      await using database = await new PostgreSqlContainer(images.postgres)
        .withNetwork(network)
        .withNetworkAliases('store')
        .start();
      const login = `${database.getUsername()}:${database.getPassword()}`;
      const STORE_URL = `postgres://${login}@store/${database.getDatabase()}`;
      const replica = async () => (await configured({ env: { STORE_URL } })).withNetwork(network).start();
      await using one = await replica();
      await using other = await replica();
      expect((await openChart(other, 'someone-else')).length).toBe(1);
      await setAside(one);
      expect(await openChart(other)).toEqual([]);
    },
  );

  /** Opens the chart, which shows its card, and says ‘not now’. */
  const setAside = async (one: StartedTestContainer) => {
    const [card] = await openChart(one);
    if (card === undefined) throw new Error('the chart shows no card');
    await allRecorded(one);
    expect(await sayNotNow(one, card)).toBe(200);
  };
});
