import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { migrations } from '#src/store/migrations/index.ts';
import { publicUrl } from '../support/client-tokens.ts';
import { createEhr, type Ehr, overridden } from '../support/ehr.ts';
import { exampleStaffFile } from '../support/example-staff.ts';
import { endLoads, keepCalling, until } from '../support/load.ts';
import { endServices, type RunningService, spawnService, startService } from '../support/process.ts';
import { keptAt } from '../support/stored-rows.ts';
import { checkOut, findEarlierVersion, lastMigrationAt } from './earlier-version.ts';
import { noEngine } from './engine.ts';
import { type SharedStore, startSharedStore } from './shared-store.ts';

const minutes = 60_000;
const earlier = findEarlierVersion();
const reason = noEngine ?? ('none' in earlier ? earlier.none : undefined);
const which = 'commit' in earlier ? ` (${earlier.commit.slice(0, 10)})` : '';
const lastBefore = 'commit' in earlier ? lastMigrationAt(earlier.commit) : '';
/**
 * Whether every newer migration lets the version before go on, and go back; the very first release could not read that
 * (docs/adr/0006-expand-migrate-contract.md).
 */
const isPromised =
  lastBefore !== '0001-first-tables' &&
  Object.entries(migrations).every(([name, { worksFrom }]) => name <= lastBefore || worksFrom <= lastBefore);
/** Why calls to both are skipped where they are. */
const apart = isPromised ? '' : ` (calls to both skipped: ${lastBefore} is too old for the store of this version)`;
const sideBySide = isPromised ? test : test.skip;
const suite = reason === undefined ? describe : describe.skip;

/** What became of one chart that was opened: the status of the opening, and of the answer to its card. */
interface Visit {
  readonly patientId: string;
  readonly statuses: readonly number[];
}

const hasFailed = ({ statuses }: Visit) => statuses.some((status) => status !== 200);
const wasAnswered = ({ statuses }: Visit) => statuses.length === 2;

/** Tests in order: each begins where the one before ended. */
suite(`the version before${which} and this one on one PostgreSQL${reason ? ` (skipped: ${reason})` : apart}`, () => {
  let store: SharedStore;
  let ehr: Ehr;
  let folder = '';
  let [before, now]: RunningService[] = [];

  const settings = () => ({
    PUBLIC_URL: publicUrl,
    TRUSTED_CLIENTS: ehr.clientsFile,
    STAFF_DIRECTORY: staff,
    STORE_URL: store.url,
    PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
    RATE_LIMIT_PER_SECOND: '0',
    // A busy machine that runs the tests is not what they are about.
    DEADLINE_MS: '10000',
  });
  const staff = exampleStaffFile();
  const startBefore = () => startService(settings(), undefined, folder);

  beforeAll(async () => {
    folder = checkOut('commit' in earlier ? earlier.commit : '');
    store = await startSharedStore(2 * minutes);
    ehr = createEhr();
    before = await startBefore();
  }, 5 * minutes);

  afterEach(endLoads);

  afterAll(async () => {
    await Promise.all([endServices(), store?.remove()]);
    if (folder !== '') rmSync(dirname(folder), { recursive: true });
  }, minutes);

  const at = (one: RunningService | undefined) => one?.address ?? '';
  const isReady = async (one: RunningService | undefined) => (await fetch(`${at(one)}/health/ready`)).status === 200;
  /** The one card of a person's chart. */
  const cardAt = async (one: RunningService | undefined, patientId: string) => {
    const { status, cards } = await open(one, patientId);
    expect([status, cards.map(({ source }) => source.topic?.code)]).toEqual([200, ['usual-clinician-left']]);
    return cards[0] as Card;
  };
  /** A card that is written down, so that both versions know of it. */
  const writtenCardAt = async (one: RunningService | undefined, patientId: string) => {
    const card = await cardAt(one, patientId);
    await until('the card is written down', async () => (await keptAt(store.url)).shown.includes(card.uuid));
    return card;
  };
  const answer = async (one: RunningService | undefined, { uuid }: Card) =>
    (await ehr.feedback(at(one), [overridden(uuid, 'not-now')])).status;
  const open = (one: RunningService | undefined, patientId: string) => ehr.open(at(one), { patientId });
  /** Waits until ‘not now’ is what holds the card back: on a busy machine an opening may not read the store in time. */
  const obeyed = (one: RunningService | undefined, patientId: string) =>
    until('the answer is obeyed', async () => (await open(one, patientId)).held.includes('quiet-not-now'));
  const end = async (one: RunningService | undefined) => {
    const ended = one && once(one.child, 'exit');
    one?.child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  };
  /** Opens a chart at the first and answers at the second. */
  const visit = (one: RunningService | undefined, other: RunningService | undefined) => async (): Promise<Visit> => {
    const patientId = randomUUID();
    const { status, cards } = await open(one, patientId);
    const statuses = [status, ...(await Promise.all(cards.map((card) => answer(other, card))))];
    return { patientId, statuses };
  };

  sideBySide(
    'the version before starts on an empty store, and this one starts beside it while it is called',
    async () => {
      const visits = keepCalling(4, 5, visit(before, before));
      await until('it is called', () => visits.answers.length > 20);
      now = await startService(settings());
      await until('this version is ready', () => isReady(now));
      const known = visits.answers.length;
      await until('the version before goes on', () => visits.answers.length > known + 20);
      await visits.end();
      expect(visits.broken()).toBe(0);
      expect(visits.answers.filter(hasFailed)).toEqual([]);
      expect(visits.answers.filter(wasAnswered).length).toBeGreaterThan(20);
    },
    2 * minutes,
  );

  sideBySide('both are ready', async () => {
    expect([await isReady(before), await isReady(now)]).toEqual([true, true]);
  });

  sideBySide.each([
    ['the version before', 'this version', () => [before, now]],
    ['this version', 'the version before', () => [now, before]],
  ])('a card that %s shows is answered at %s, and both obey', async (_, _other, both) => {
    const [one, other] = both();
    const patientId = randomUUID();
    const card = await writtenCardAt(one, patientId);
    await until('it comes back', async () => (await open(other, patientId)).cards.length === 1);
    expect(await answer(other, card)).toBe(200);
    await Promise.all([obeyed(one, patientId), obeyed(other, patientId)]);
  });

  sideBySide(
    'under load, what is opened at one and answered at the other is obeyed at both, and no call fails',
    async () => {
      const loads = [keepCalling(2, 5, visit(before, now)), keepCalling(2, 5, visit(now, before))];
      await until('both are called', () => loads.every(({ answers }) => answers.length > 40));
      await Promise.all(loads.map((load) => load.end()));
      const visits = loads.flatMap(({ answers }) => answers);
      expect(loads.map((load) => load.broken())).toEqual([0, 0]);
      expect(visits.filter(hasFailed)).toEqual([]);
      expect(visits.filter(wasAnswered).length).toBeGreaterThan(40);
      for (const { patientId } of visits.filter(wasAnswered).slice(-40))
        await Promise.all([obeyed(before, patientId), obeyed(now, patientId)]);
    },
    2 * minutes,
  );

  test(
    isPromised
      ? 'after a roll back the version before obeys what was answered at this one'
      : 'after a roll back the version before, which is too old for the store, refuses it',
    async () => {
      now ??= await startService(settings());
      await until('this version is ready', () => isReady(now));
      const patientId = randomUUID();
      const card = await writtenCardAt(now, patientId);
      expect(await answer(now, card)).toBe(200);
      await Promise.all([end(before), end(now)]);
      if (isPromised) {
        before = await startBefore();
        await until('it is ready', () => isReady(before));
        await obeyed(before, patientId);
        await cardAt(before, randomUUID());
      } else {
        const child = spawnService(settings(), undefined, 'pipe', folder);
        let output = '';
        child.stderr.on('data', (chunk) => {
          output += chunk;
        });
        expect(await once(child, 'exit')).toEqual([1, null]);
        expect(output).toMatch(/^secure-base: STORE_URL: the store /m);
      }
    },
    2 * minutes,
  );

  test(
    'and this one can be started again',
    async () => {
      now = await startService(settings());
      await until('it is ready', () => isReady(now));
      await cardAt(now, randomUUID());
    },
    minutes,
  );
});
