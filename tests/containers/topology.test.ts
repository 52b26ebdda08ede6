import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Network, type StartedNetwork, type StartedTestContainer, Wait } from 'testcontainers';
import { publicUrl } from '../support/client-tokens.ts';
import { createEhr, overridden } from '../support/ehr.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { noEngine } from './engine.ts';
import { images } from './images.ts';
import { dropImageOfThis, imageOfThis } from './this-image.ts';

const minutes = 60_000;
const suite = noEngine === undefined ? describe : describe.skip;
const replicas = ['replica-1', 'replica-2', 'replica-3'];

/** What docker/compose.replicas.yaml describes, with the same nginx.conf. */
suite(`three replicas behind nginx${noEngine === undefined ? '' : ` (skipped: ${noEngine})`}`, () => {
  let network: StartedNetwork;
  const started: StartedTestContainer[] = [];
  const byName = new Map<string, StartedTestContainer>();
  const ehr = createEhr();
  let address = '';

  beforeAll(async () => {
    const image = await imageOfThis();
    network = await new Network().start();
    const postgres = await new PostgreSqlContainer(images.postgres)
      .withNetwork(network)
      .withNetworkAliases('postgres')
      .start();
    started.push(postgres);
    const { username, password, database } = {
      username: postgres.getUsername(),
      password: postgres.getPassword(),
      database: postgres.getDatabase(),
    };
    for (const name of replicas) {
      const replica = await new GenericContainer(image)
        .withNetwork(network)
        .withNetworkAliases(name)
        .withBindMounts([
          { source: ehr.clientsFile, target: '/site/clients.json', mode: 'ro' },
          { source: exampleStaffFile(), target: '/site/staff.json', mode: 'ro' },
        ])
        .withEnvironment({
          PUBLIC_URL: publicUrl,
          TRUSTED_CLIENTS: '/site/clients.json',
          STAFF_DIRECTORY: '/site/staff.json',
          STORE_URL: `postgres://${username}:${password}@postgres/${database}`,
          PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
          DEADLINE_MS: '2000',
        })
        .withExposedPorts(8080)
        .withWaitStrategy(Wait.forHttp('/health/ready', 8080))
        .withStartupTimeout(2 * minutes)
        .start();
      started.push(replica);
      byName.set(name, replica);
    }
    const nginx = await new GenericContainer(images.nginx)
      .withNetwork(network)
      .withBindMounts([{ source: configuration(), target: '/etc/nginx/conf.d/default.conf', mode: 'ro' }])
      .withExposedPorts(80)
      .withWaitStrategy(Wait.forListeningPorts())
      .start();
    started.push(nginx);
    address = `http://${nginx.getHost()}:${nginx.getMappedPort(80)}`;
  }, 10 * minutes);

  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop().catch(() => {})));
    await network?.stop();
    await dropImageOfThis();
  }, 2 * minutes);

  /** How many calls of the hook each replica has answered. */
  const answered = () =>
    Promise.all(
      [...byName].map(async ([, one]) => {
        const text = await (await fetch(`http://${one.getHost()}:${one.getMappedPort(8080)}/metrics`)).text();
        return Number(
          /request_seconds_count\{route="[^"]*patient-view",method="POST",status="200"\} (\d+)/.exec(text)?.[1] ?? 0,
        );
      }),
    );

  test(
    'a chart that is opened again and again shows the same card, whichever replica answers',
    async () => {
      const first = await ehr.open(address, { patientId: 'margaret-holloway' });
      expect([first.status, first.cards.length]).toEqual([200, 1]);
      // What is shown is written down within a fifth of a second.
      await wait(1000);
      const again = [];
      for (let n = 0; n < 12; n += 1) again.push(await ehr.open(address, { patientId: 'margaret-holloway' }));
      expect(new Set(again.map(({ cards }) => cards[0]?.uuid))).toEqual(new Set([first.cards[0]?.uuid]));
      const counts = await answered();
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
      expect((await ehr.feedback(address, [overridden(first.cards[0]?.uuid ?? '', 'not-now')])).status).toBe(200);
      const silent = [];
      for (let n = 0; n < 6; n += 1) silent.push(await ehr.open(address, { patientId: 'margaret-holloway' }));
      expect(silent.map(({ status, cards }) => [status, cards.length])).toEqual(silent.map(() => [200, 0]));
    },
    minutes,
  );

  test(
    'a token is good for one replica only',
    async () => {
      const token = ehr.token();
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await ehr.open(address, { patientId: 'someone' }, token)).status);
      expect(statuses).toEqual([200, 401, 401, 401]);
    },
    minutes,
  );

  test('what only the operator sees is not to be had through nginx', async () => {
    for (const path of ['/metrics', '/health/live', '/admin/summary'])
      expect([path, (await fetch(`${address}${path}`)).status]).toEqual([path, 404]);
    expect((await fetch(`${address}/cds-services`)).status).toBe(401);
  });

  test(
    'one replica that is gone is not missed',
    async () => {
      await byName.get('replica-2')?.stop();
      byName.delete('replica-2');
      const statuses = new Map<number, number>();
      for (let n = 0; n < 20; n += 1) {
        const { status } = await ehr.open(address, { patientId: `patient-${n}` });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      expect(statuses).toEqual(new Map([[200, 20]]));
    },
    minutes,
  );
});

/** A copy that a container may read, wherever this repository lies. */
function configuration(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'nginx.conf');
  writeFileSync(file, readFileSync('docker/nginx.conf'));
  return file;
}
