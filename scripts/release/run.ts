import { execFileSync } from 'node:child_process';

/** Runs a program of the release; how it failed is known from what it wrote itself. */
export interface Run {
  /** Its output goes to the terminal. @throws one line that names the command */
  show(command: string, ...args: readonly string[]): void;
  /** Its output without white space at the end. @throws one line that names the command */
  read(command: string, ...args: readonly string[]): string;
}

/** The largest output that is read: a bill of materials has some megabytes. */
const maxBytes = 64 * 1024 * 1024;

/** Programs run in the folder `root`. */
export function runIn(root: string): Run {
  const run = (stdout: 'inherit' | 'pipe', command: string, args: readonly string[]): string => {
    try {
      const options = { cwd: root, encoding: 'utf8', maxBuffer: maxBytes } as const;
      return execFileSync(command, args, { ...options, stdio: ['ignore', stdout, 'inherit'] }) ?? '';
    } catch {
      throw new Error(`${[command, ...args.slice(0, 2)].join(' ')} failed`);
    }
  };
  return {
    show: (command, ...args) => void run('inherit', command, args),
    read: (command, ...args) => run('pipe', command, args).trimEnd(),
  };
}
