import type { Piscina } from 'piscina';
import type { CellTable, Masks } from './cells.ts';

/** What withholds numbers in a thread of its own: the solver may take seconds, in which the process answers others. */
export interface Protection {
  protect(table: CellTable, limit: number): Promise<Masks>;
  close(): Promise<void>;
}

type Pool = Piscina<{ readonly table: CellTable; readonly limit: number }, Masks>;

/** The thread is started when it is first needed, and ends when it is idle. */
export function openProtection(): Protection {
  let pool: Promise<Pool> | undefined;
  return {
    protect: async (table, limit) => {
      pool ??= startThread();
      return (await pool).run({ table, limit });
    },
    close: async () => (await pool)?.destroy(),
  };
}

async function startThread(): Promise<Pool> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: new URL('./protect-worker.ts', import.meta.url).href,
    name: 'protectTable',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
    recordTiming: false,
  });
}
