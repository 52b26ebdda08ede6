import { Tinypool } from 'tinypool';
import type { Outcome, Outcomes, Task } from './judge/outcome.ts';
import { groups } from './lives/groups.ts';

const livesATask = 25;

/** How much to evaluate: a `share` of the lives of each group, but at least one. */
export interface Plan {
  readonly seed: number;
  readonly share: number;
  readonly workers: number;
}

/** Makes and judges the lives of all groups. The result does not depend on the number of workers. */
export async function runAll({ seed, share, workers }: Plan): Promise<Outcomes> {
  const filename = new URL('./worker-entry.ts', import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: workers, maxThreads: workers });
  const tasks = groups.flatMap(({ name, lives }) => tasksOf(name, Math.max(1, Math.round(lives * share)), seed));
  try {
    const done = await Promise.all(tasks.map(async (task) => ({ task, outcomes: await runOne(pool, task) })));
    const byGroup = Map.groupBy(done, ({ task }) => task.group);
    return new Map([...byGroup].map(([name, parts]) => [name, parts.flatMap(({ outcomes }) => outcomes)]));
  } finally {
    await pool.destroy();
  }
}

function tasksOf(group: string, lives: number, seed: number): Task[] {
  const count = Math.ceil(lives / livesATask);
  return Array.from({ length: count }, (_, n) => {
    const first = n * livesATask;
    return { seed, group, first, count: Math.min(livesATask, lives - first) };
  });
}

async function runOne(pool: Tinypool, task: Task): Promise<readonly Outcome[]> {
  return await pool.run(task);
}
