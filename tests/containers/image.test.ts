import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import { Discovery, HookResponse } from '#src/cds/protocol.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { exampleFile } from '../support/example.ts';
import { noEngine, testUnless } from './engine.ts';

const minutes = 60_000;
const image = 'localhost/secure-base:test';
const service = 'secure-base-patient-view';
/** The day of which the example speaks. */
const exampleDay = '2026-09-30';

class ReadOnlyContainer extends GenericContainer {
  override hostConfig = { ReadonlyRootfs: true };
}

describe('the container image', () => {
  let container: StartedTestContainer | undefined;

  beforeAll(async () => {
    if (noEngine !== undefined) return;
    await GenericContainer.fromDockerfile(process.cwd()).build(image, { deleteOnExit: false });
    container = await new ReadOnlyContainer(image)
      .withDroppedCapabilities('ALL')
      .withBindMounts([{ source: staffOfToday(), target: '/site/staff.json', mode: 'ro' }])
      .withEnvironment({
        STAFF_DIRECTORY: '/site/staff.json',
        OPEN_ACCESS: 'true',
        PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
        STORE_URL: 'memory:',
      })
      .withExposedPorts(8080)
      .withWaitStrategy(Wait.forHealthCheck())
      .withStartupTimeout(2 * minutes)
      .start();
  }, 10 * minutes);

  afterAll(async () => {
    await container?.stop();
  }, minutes);

  const address = () => `http://${container?.getHost()}:${container?.getMappedPort(8080)}`;
  const shell = async (command: string) => container?.exec(['sh', '-c', command]);

  testUnless(noEngine, 'its health check becomes healthy, and it answers discovery', minutes, async () => {
    const answer = await fetch(`${address()}/cds-services`);
    const { services } = Discovery.parse(await answer.json());
    expect(services.map(({ id }) => id)).toContain(service);
  });

  testUnless(noEngine, 'it answers the example of the hook, moved to today, with its card', minutes, async () => {
    const answer = await fetch(`${address()}/cds-services/${service}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: untilToday(exampleFile('patient-view', 'example-request.json')),
    });
    const { cards } = HookResponse.parse(await answer.json());
    expect(cards.map(({ source }) => source.topic?.code)).toEqual(['usual-clinician-left']);
  });

  testUnless(noEngine, 'it runs as an ordinary user who can write nothing', minutes, async () => {
    expect((await shell('id -u'))?.output.trim()).toBe('1000');
    expect((await shell('touch /app/x'))?.exitCode).not.toBe(0);
    expect((await shell('touch /tmp/x'))?.exitCode).not.toBe(0);
  });

  testUnless(
    noEngine,
    'it holds what runs, and neither the demonstration nor what only tests need',
    minutes,
    async () => {
      const listed = (await shell('ls /app'))?.output.trim().split(/\s+/);
      expect(listed).toEqual(['fhir-profiles', 'hooks', 'node_modules', 'package.json', 'src']);
      expect((await shell('ls node_modules/jest node_modules/@medplum/fhir-router'))?.exitCode).not.toBe(0);
    },
  );

  testUnless(noEngine, 'SIGTERM ends it within ten seconds, with exit code 0', minutes, async () => {
    const client = await getContainerRuntimeClient();
    const running = client.container.getById(container?.getId() ?? '');
    const started = performance.now();
    await running.kill({ signal: 'SIGTERM' });
    expect(await running.wait()).toMatchObject({ StatusCode: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** A container has no setting for today: the example's dates are moved instead. */
function untilToday(text: string): string {
  const days = (parseDay(new Date().toISOString().slice(0, 10)) ?? 0) - (parseDay(exampleDay) ?? 0);
  return text.replace(/\d{4}-\d{2}-\d{2}(?=[T"])/g, (date) => isoDay((parseDay(date) ?? 0) + days));
}

function staffOfToday(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'staff.json');
  writeFileSync(file, untilToday(exampleFile('patient-view', 'example-staff.json')));
  return file;
}
