import { Piscina } from 'piscina';
import type { CellTable, Masks } from './cells.ts';

/** {@link protect} in a thread of its own: the solver may take seconds, in which calls are answered. */
export interface Protection {
  protect(table: CellTable, limit: number): Promise<Masks>;
  close(): Promise<void>;
}

/** The thread is started when it is first needed and ends when it is idle. */
export function openProtection(): Protection {
  const pool = new Piscina<{ readonly table: CellTable; readonly limit: number }, Masks>({
    filename: new URL('./protect-worker.ts', import.meta.url).href,
    name: 'protectTable',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
    recordTiming: false,
  });
  return { protect: (table, limit) => pool.run({ table, limit }), close: () => pool.destroy() };
}
