import { afterAll, beforeAll, describe } from '@jest/globals';
import { PostgreSqlContainer, type StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { noEngine } from './engine.ts';
import { images } from './images.ts';

const minutes = 60_000;

/** Tests that share a PostgreSQL in a container of its own; skipped, with the reason, where there is no engine. */
export function describeWithPostgres(
  title: string,
  tests: (container: () => StartedPostgreSqlContainer) => void,
): void {
  if (noEngine !== undefined) {
    describe.skip(`${title} (skipped: ${noEngine})`, () => tests(notStarted));
    return;
  }
  describe(title, () => {
    let container: StartedPostgreSqlContainer | undefined;
    beforeAll(async () => {
      container = await new PostgreSqlContainer(images.postgres).withStartupTimeout(2 * minutes).start();
    }, 3 * minutes);
    afterAll(async () => {
      await container?.stop();
    }, minutes);
    tests(() => container ?? notStarted());
  });
}

function notStarted(): never {
  throw new Error('the container is not started');
}
