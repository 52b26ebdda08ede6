import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { orRefuse } from './files.ts';
import { exportRefusal } from './refusal.ts';

const stateSchema = z.object({
  /** What is exported, and of whom, as text. */
  asked: z.string(),
  /** Where the server's job is; no token is in it. */
  job: z.object({ statusUrl: z.string(), notAsked: z.array(z.string()).readonly() }).optional(),
});

/** How far an export is. */
type State = z.output<typeof stateSchema>;

/** The folder that an export is written to before it is whole: `FOLDER.part`, for its owner alone. */
export interface PartFolder {
  readonly path: string;
  readonly journalPath: string;
  /** The job that is running, perhaps for a process that was killed. */
  job(): State['job'];
  saveJob(job: State['job']): void;
  /** Empties it. */
  clear(): void;
  remove(): void;
  /** Gives it its name, now that it is whole. */
  finish(): void;
}

const [stateFile, journalFile] = ['export-state.json', 'export-files.ndjson'];

/**
 * Opens the folder that is to become `into`.
 * @param asked what is exported, and of whom; only an export of the same is gone on with
 * @throws ExportRefusal where there is such a folder already, or it can't be made
 */
export function openPartFolder(into: string, asked: string): PartFolder {
  const target = into.replace(/(?<=[^/])\/+$/, '');
  const path = `${target}.part`;
  const refuseExisting = () => {
    if (existsSync(target))
      throw exportRefusal('folder', `${target} exists: each export has a folder of its own, one of changes too`);
  };
  refuseExisting();
  let { job } = orRefuse(path, () => openState(path, asked));
  return {
    path,
    journalPath: join(path, journalFile),
    job: () => job,
    saveJob: (begun) => {
      job = begun;
      orRefuse(path, () => writeState(path, { asked, job }));
    },
    clear: () => {
      rmSync(path, { recursive: true, force: true });
      job = orRefuse(path, () => openState(path, asked)).job;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
    finish: () => {
      refuseExisting();
      orRefuse(path, () => {
        for (const file of [stateFile, journalFile]) rmSync(join(path, file), { force: true });
        renameSync(path, target);
      });
    },
  };
}

function openState(path: string, asked: string): State {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  if (readdirSync(path).length === 0) writeState(path, { asked });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(path, stateFile), 'utf8'));
  } catch {}
  const { data } = stateSchema.safeParse(json);
  if (data?.asked !== asked) throw exportRefusal('folder', `${path} is left of another export; remove it`);
  chmodSync(path, 0o700);
  return data;
}

function writeState(path: string, state: State): void {
  const file = join(path, stateFile);
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
