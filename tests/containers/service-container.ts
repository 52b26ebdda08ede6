import { randomUUID } from 'node:crypto';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import { type Card, HookResponse } from '#src/cds/protocol.ts';
import { overridden } from '../support/ehr.ts';
import { exampleFile } from '../support/example.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { until } from '../support/load.ts';
import { untilToday } from '../support/today.ts';

export const service = 'secure-base-patient-view';

const minutes = 60_000;

class ReadOnlyContainer extends GenericContainer {
  override hostConfig = { ReadonlyRootfs: true };
}

/** Where it keeps what it remembers, other than in a volume of its own, and what else is set. */
export interface Setup {
  readonly volume?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The image as it is to be run: open to anyone, read-only, and nothing can be written to but its volume. */
export async function serviceContainer(image: string, { volume, env = {} }: Setup = {}): Promise<GenericContainer> {
  const { containerRuntime } = (await getContainerRuntimeClient()).info;
  return new ReadOnlyContainer(image)
    .withDroppedCapabilities('ALL')
    .withBindMounts([
      { source: exampleStaffFile(), target: '/site/staff.json', mode: 'ro' },
      ...(volume === undefined ? [] : [{ source: volume, target: '/data', mode: 'rw' as const }]),
    ])
    .withEnvironment({
      STAFF_DIRECTORY: '/site/staff.json',
      OPEN_ACCESS: 'true',
      // Open to anyone, it answers for its own host only; where tests run in a container, that is not loopback.
      PUBLIC_URL: `https://${containerRuntime.host}`,
      PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
      // A busy machine that runs the tests is not what they are about.
      DEADLINE_MS: '5000',
      ...env,
    })
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp('/health/ready', 8080))
    .withStartupTimeout(minutes);
}

export function addressOf(one: StartedTestContainer | undefined): string {
  return `http://${one?.getHost()}:${one?.getMappedPort(8080)}`;
}

/** Opens the example's chart, moved to today, as this person's; gives its cards. */
export async function openChart(
  one: StartedTestContainer | undefined,
  patientId = 'margaret-holloway',
): Promise<readonly Card[]> {
  const body = untilToday(exampleFile('patient-view', 'example-request.json'))
    .replaceAll('margaret-holloway', patientId)
    .replace(/"hookInstance": "[^"]*"/, `"hookInstance": "${randomUUID()}"`);
  const answer = await post(one, '', body);
  return HookResponse.parse(await answer.json()).cards;
}

/** Says ‘not now’ to a card; gives the status. */
export async function sayNotNow(one: StartedTestContainer, { uuid }: Pick<Card, 'uuid'>): Promise<number> {
  return (await post(one, '/feedback', JSON.stringify({ feedback: [overridden(uuid, 'not-now')] }))).status;
}

function post(one: StartedTestContainer | undefined, path: string, body: string): Promise<Response> {
  return fetch(`${addressOf(one)}/cds-services/${service}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

/** Waits until every opening is in the store. */
export function allRecorded(one: StartedTestContainer): Promise<void> {
  return until('every opening is in the store', async () =>
    (await (await fetch(`${addressOf(one)}/metrics`)).text()).includes('\nsecure_base_store_waiting 0\n'),
  );
}
