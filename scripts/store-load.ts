/**
 * `npm run load:store [-- --people 1000000] [--days 400] [--seconds 15]`: the store alone, in PostgreSQL in a container.
 * Fills it with the openings of these people, then measures writing and reading through the store's own code, the size on
 * disk, and a purge. With 1,000,000 people it takes 20 minutes and 16 GB.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { sql } from 'kysely';
import type { Engine } from '#src/store/engine.ts';
import { monthOf, startOf } from '#src/store/month.ts';
import { openEngine, openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { images } from '../tests/containers/images.ts';
import { cpuSecondsOf } from '../tests/containers/topology.ts';
import { drawFeedback, drawOpening, drawPair } from './store-load/drawn.ts';
import { fill } from './store-load/fill.ts';
import { measure, timeOf } from './store-load/measure.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '15' },
  },
});
const [people, days, seconds] = [Number(values.people), Number(values.days), Number(values.seconds)];
/** About 350 million appointments a year for 63 million registered people (docs/scale.md). */
const openingsAYear = 5.6;
const dayMs = 86_400_000;
const now = Date.now();

process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
const container = await new PostgreSqlContainer(images.postgres).start();
try {
  await run(container.getConnectionUri());
} finally {
  await container.stop();
}

async function run(url: string): Promise<void> {
  const store = await openStore(url);
  await store.check();
  const engine = await openEngine(`${url}?query_timeout=3600000`);
  const filledMs = await timeOf(() => fill(engine, { people, days, openingsAYear, now }));
  console.log(`\n${people} people for ${days} days, filled in ${Math.round(filledMs / 1000)} s\n`);
  console.table(await sizes(engine.db));
  await measureCalls(store, engine);
  await measureUpkeep(store, engine);
  await Promise.all([store.close(), engine.close()]);
}

async function measureCalls(store: Store, { db }: Engine): Promise<void> {
  const cards = await db.selectFrom('showings').select(['tenant', 'card']).limit(50_000).execute();
  const showings = () => store.readShowings(drawPair(people));
  const budget = () => store.readBudget({ ...drawPair(people), hook: 'patient-view', since: now - 30 * dayMs });
  const record = (size: number) => () => {
    const openings = Array.from({ length: size }, () => drawOpening(people, Date.now()));
    return store.record({ id: randomUUID(), openings });
  };
  const feedback = () => {
    const card = cards[Math.floor(Math.random() * cards.length)];
    return store.saveFeedback(card === undefined ? [] : [drawFeedback(card, Date.now())]);
  };
  const calls: Readonly<Record<string, readonly [() => Promise<unknown>, number]>> = {
    'readShowings, one at a time': [showings, 1],
    'readShowings, eight at once': [showings, 8],
    'readBudget, one at a time': [budget, 1],
    'readBudget, eight at once': [budget, 8],
    'record 1 opening, one writer': [record(1), 1],
    'record 20 openings, three writers': [record(20), 3],
    'record 100 openings, three writers': [record(100), 3],
    'saveFeedback, one at a time': [feedback, 1],
    'saveFeedback, eight at once': [feedback, 8],
    'useToken, eight at once': [() => store.useToken('issuer', randomUUID(), now + dayMs), 8],
  };
  const measured: Record<string, object> = {};
  for (const [name, [call, atOnce]] of Object.entries(calls)) {
    const result = await measure(call, { seconds, atOnce, databaseCpu: () => cpuSecondsOf(container) });
    measured[name] = Object.fromEntries(
      Object.entries(result).map(([key, value]) => [key, Number(value.toPrecision(3))]),
    );
  }
  console.table(measured);
}

async function measureUpkeep(store: Store, engine: Engine): Promise<void> {
  const second = startOf(monthOf(now - days * dayMs), 2);
  // As if it had run for days, so that the clock is trusted.
  await engine.db
    .insertInto('jobs')
    .values({ job: 'purge', at: now - 6 * 60_000 })
    .execute();
  const times = {
    'erase one person': await timeOf(() => store.erase(drawPair(people))),
    'summary of 60 weeks': await timeOf(() => store.summary(now - 60 * 7 * dayMs).catch(console.error)),
    'drop two months': await timeOf(() => engine.dropMonths(second)),
    'purge three days, row by row': await timeOf(() =>
      store.purge({ now, deleteBefore: second + 3 * dayMs, minIntervalMs: 5 * 60_000 }),
    ),
  };
  console.table(Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, { ms: Math.round(ms) }])));
}

/** The size on disk of each table with all its months, in MB. */
async function sizes(db: Engine['db']): Promise<object> {
  const { rows } = await sql<{ name: string; rows: number; table: number; indexes: number }>`
    select regexp_replace(relname, '_(earlier|\\d{4}_\\d{2})$', '') as name, sum(reltuples)::bigint as rows,
      round(sum(pg_table_size(oid)) / 1e6) as table, round(sum(pg_indexes_size(oid)) / 1e6) as indexes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace group by 1 having sum(reltuples) > 100
  `.execute(db);
  return Object.fromEntries(rows.map(({ name, ...size }) => [name, size]));
}
