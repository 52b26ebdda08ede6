import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { orRefuse } from './files.ts';

/** How far a file is. */
const progressSchema = z.object({
  /** Digest of where it comes from. */
  source: z.string(),
  /** Its length. */
  bytes: z.number(),
  /** Its strong entity tag. */
  tag: z.string().optional(),
  isWhole: z.boolean(),
});
const lineSchema = z.object({ name: z.string(), progress: progressSchema.optional() });

export type Progress = z.output<typeof progressSchema>;

/** How far each file is, on disk so that a later process can go on. */
export interface Journal {
  /** Undefined where the file has to begin anew. */
  get(name: string): Progress | undefined;
  set(name: string, progress: Progress | undefined): void;
}

/** A journal in a file of lines, of which the last about a name is true, and one that was cut off is nothing. */
export function openJournal(path: string): Journal {
  const known = new Map<string, Progress | undefined>();
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const { data } = lineSchema.safeParse(parsed(line));
    if (data !== undefined) known.set(data.name, data.progress);
  }
  // Begins a line of its own after one that was cut off.
  orRefuse(path, () => appendFileSync(path, '\n', { mode: 0o600 }));
  return {
    get: (name) => known.get(name),
    set: (name, progress) => {
      if (progress === undefined && known.get(name) === undefined) return;
      known.set(name, progress);
      orRefuse(path, () => appendFileSync(path, `${JSON.stringify({ name, progress })}\n`));
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
