/**
 * `npm run release [-- --skip-check] [-- --local-base]`: makes the release of the version in package.json in `release/VERSION`, which
 * git ignores: the image, its bill of materials, the safety file, provenance and checksums (docs/upgrade.md). It sends nothing anywhere.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checksumsOf, sha256Of, writeChecksums } from './release/checksums.ts';
import { buildImage } from './release/image.ts';
import { provenanceOf } from './release/provenance.ts';
import { type Run, runIn } from './release/run.ts';
import { assertClean, readSource, type Source } from './release/source.ts';

interface Flags {
  readonly skipCheck: boolean;
  readonly localBase: boolean;
}

const root = process.cwd();

try {
  await release(readFlags(), runIn(root));
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function readFlags(): Flags {
  const { values } = parseArgs({ options: { 'skip-check': { type: 'boolean' }, 'local-base': { type: 'boolean' } } });
  return { skipCheck: values['skip-check'] === true, localBase: values['local-base'] === true };
}

/** @throws one line that says why there is no release; then there is no part of one */
async function release(flags: Flags, run: Run): Promise<void> {
  const source = readSource(root, run);
  const folder = `release/${source.version}`;
  if (existsSync(join(root, folder))) throw new Error(`${folder} is there already`);
  if (!flags.skipCheck) run.show('npm', 'run', 'check');
  assertClean(run);
  mkdirSync(join(root, 'release'), { recursive: true });
  const unfinished = mkdtempSync(join(root, 'release/unfinished-'));
  try {
    await writeRelease(unfinished, source, flags, run);
    // Temporary folders are private; what is passed on is for everybody to read.
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, join(root, folder));
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    throw error;
  }
  console.log(`${folder} is made`);
}

/** Builds the image and writes every file of the release to `folder`. */
async function writeRelease(folder: string, source: Source, flags: Flags, run: Run): Promise<void> {
  const startedOn = new Date();
  const prefix = `secure-base-${source.version}`;
  const image = { name: `secure-base:${source.version}`, file: join(folder, `${prefix}.tar`) };
  const { base, bill } = buildImage(run, { ...image, localBase: flags.localBase });
  if (bill.metadata.component.version !== source.version) throw new Error('the image is of another version');
  // npm calls it by the folder in which it was installed.
  bill.metadata.component.name = 'secure-base';
  const write = (name: string, value: object) =>
    writeFileSync(join(folder, `${prefix}.${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
  write('cdx', bill);
  run.show('npm', 'run', '--silent', 'safety-file', '--', '--into', folder);
  const statement = provenanceOf({
    source,
    files: await checksumsOf(folder),
    lockFile: { name: 'package-lock.json', sha256: await sha256Of(join(root, 'package-lock.json')) },
    ...{ base, bill, checked: !flags.skipCheck, startedOn, finishedOn: new Date() },
    programs: { node: process.versions.node, docker: run.read('docker', 'version', '--format', '{{.Server.Version}}') },
  });
  write('provenance', statement);
  await writeChecksums(folder);
  // Docker saves for its user alone.
  chmodSync(image.file, 0o644);
}
