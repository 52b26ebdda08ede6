import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the source that a test changes, compiles and runs. */
export interface SourceCopy {
  /** Files that were written or changed, and how many lines of each. */
  readonly touched: ReadonlyMap<string, number>;
  write(file: string, text: string): void;
  /** Puts lines before others, each of which the file has. */
  addBefore(file: string, ...changes: readonly (readonly [before: string, line: string])[]): void;
  /** Adds an entry to an object of a JSON file. */
  addEntry(file: string, path: readonly string[], key: string, entry: object | string): void;
  /** What the compiler says of it; empty where all is well. */
  compile(): string;
  /** Runs a script that is no part of what was touched, and returns what it printed. */
  run(script: string): { readonly stdout: string; readonly stderr: string };
  remove(): void;
}

/** Copies the source with what it needs to compile and run, and with these files beside it. */
export function copySource(...more: readonly string[]): SourceCopy {
  const copy = mkdtempSync(join(tmpdir(), 'secure-base-source-'));
  for (const part of ['src', 'hooks', 'fhir-profiles', 'package.json', 'tsconfig.json', ...more])
    cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const touched = new Map<string, number>();
  const read = (file: string) => readFileSync(join(copy, file), 'utf8');
  const write = (file: string, text: string, lines: number) => {
    writeFileSync(join(copy, file), text);
    touched.set(file, (touched.get(file) ?? 0) + lines);
  };
  const node = (...command: readonly string[]) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], { cwd: copy, encoding: 'utf8' });
  return {
    touched,
    write: (file, text) => write(file, text, text.split('\n').length),
    addBefore(file, ...changes) {
      let text = read(file);
      for (const [before, line] of changes) {
        if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
        text = text.replace(before, () => `${line}\n${before}`);
      }
      write(file, text, changes.length);
    },
    addEntry(file, path, key, entry) {
      const content = JSON.parse(read(file));
      path.reduce((inner, step) => inner[step], content)[key] = entry;
      write(file, JSON.stringify(content), 1);
    },
    compile: () => node(join(copy, 'node_modules/typescript/bin/tsc'), '-p', '.').stdout,
    run(script) {
      writeFileSync(join(copy, 'script.ts'), script);
      return node('script.ts');
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
