import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Network, type StartedTestContainer, Wait } from 'testcontainers';
import { publicUrl } from '../support/client-tokens.ts';
import type { Ehr } from '../support/ehr.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { images } from './images.ts';
import { dropImageOfThis, imageOfThis } from './this-image.ts';

const minutes = 60_000;

/** What docker/compose.replicas.yaml describes, with the same nginx.conf. */
export interface Topology {
  /** Of nginx. */
  readonly address: string;
  /** The URL of the database that the replicas share, for whoever is not in their network. */
  readonly storeUrl: string;
  readonly replicas: Map<string, StartedTestContainer>;
  /** CPU time that each container has used, in seconds. */
  cpuSeconds(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

/** Starts three replicas, PostgreSQL and nginx. `env` changes the settings of the replicas. */
export async function startTopology(ehr: Ehr, env: Readonly<Record<string, string>> = {}): Promise<Topology> {
  const image = await imageOfThis();
  const network = await new Network().start();
  const started = new Map<string, StartedTestContainer>();
  const stop = async () => {
    await Promise.all([...started.values()].map((one) => one.stop().catch(() => {})));
    await network.stop();
    await dropImageOfThis();
  };
  const postgres = await new PostgreSqlContainer(images.postgres)
    .withNetwork(network)
    .withNetworkAliases('postgres')
    .start();
  started.set('postgres', postgres);
  const storeUrl = postgres.getConnectionUri();
  for (const name of ['replica-1', 'replica-2', 'replica-3']) {
    const replica = new GenericContainer(image)
      .withNetwork(network)
      .withNetworkAliases(name)
      .withBindMounts([
        { source: ehr.clientsFile, target: '/site/clients.json', mode: 'ro' },
        { source: exampleStaffFile(), target: '/site/staff.json', mode: 'ro' },
      ])
      .withEnvironment({ ...settings, STORE_URL: insideNetwork(storeUrl), ...env })
      .withExposedPorts(8080)
      .withWaitStrategy(Wait.forHttp('/health/ready', 8080))
      .withStartupTimeout(2 * minutes);
    started.set(name, await replica.start());
  }
  const nginx = await new GenericContainer(images.nginx)
    .withNetwork(network)
    .withBindMounts([{ source: configuration(), target: '/etc/nginx/conf.d/default.conf', mode: 'ro' }])
    .withExposedPorts(80)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  started.set('nginx', nginx);
  return {
    address: `http://${nginx.getHost()}:${nginx.getMappedPort(80)}`,
    storeUrl,
    replicas: new Map([...started].filter(([name]) => name.startsWith('replica'))),
    cpuSeconds: async () => {
      const all = [...started].map(async ([name, one]) => [name, await cpuSecondsOf(one)] as const);
      return new Map(await Promise.all(all));
    },
    stop,
  };
}

const settings = {
  PUBLIC_URL: publicUrl,
  TRUSTED_CLIENTS: '/site/clients.json',
  STAFF_DIRECTORY: '/site/staff.json',
  PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
  DEADLINE_MS: '2000',
};

function insideNetwork(url: string): string {
  const { username, password, pathname } = new URL(url);
  return `postgres://${username}:${password}@postgres${pathname}`;
}

/** The metrics of each replica, as text. */
export function metricsOf({ replicas }: Topology): Promise<readonly string[]> {
  const read = async (one: StartedTestContainer) =>
    (await fetch(`http://${one.getHost()}:${one.getMappedPort(8080)}/metrics`)).text();
  return Promise.all([...replicas.values()].map(read));
}

/** Openings at which a replica could not read the store in time, and knew only what it had shown itself. */
export async function openingsWithoutStore(topology: Topology): Promise<number> {
  const counts = (await metricsOf(topology)).map((text) => /^secure_base_store_unread_total (\d+)/m.exec(text)?.[1]);
  return counts.reduce((sum, count) => sum + Number(count ?? 0), 0);
}

/** By version 2 of Linux's control groups, else by version 1. */
export async function cpuSecondsOf(container: StartedTestContainer): Promise<number> {
  const read = async (file: string) => (await container.exec(['cat', `/sys/fs/cgroup/${file}`])).output;
  const microseconds = /usage_usec (\d+)/.exec(await read('cpu.stat'))?.[1];
  return microseconds === undefined ? Number(await read('cpuacct/cpuacct.usage')) / 1e9 : Number(microseconds) / 1e6;
}

/** A copy that a container may read, wherever this repository lies. */
function configuration(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'nginx.conf');
  writeFileSync(file, readFileSync('docker/nginx.conf'));
  return file;
}
