/**
 * `npm run safety-file -- [--into FOLDER]`: binds what a deploying organisation files with each release into one PDF, with the
 * version, the commit and the day on its title page. Needs Chromium, and no network.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { chaptersOf } from './safety-file/chapter.ts';
import { printSafetyFile } from './safety-file/print.ts';
import { readRevision } from './safety-file/revision.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'docs/clinical-safety.md',
  'docs/data-protection.md',
  'docs/security.md',
  'docs/evaluation.md',
  'docs/switch-on.md',
];

const { into } = new Command('safety-file')
  .description('binds the documents on safety, data protection, security, evaluation and switching on into one PDF')
  .option('--into <folder>', 'where to write it', join(project, 'release'))
  .parse()
  .opts<{ readonly into: string }>();

try {
  const sources = documents.map((file) => ({ file, markdown: readFileSync(join(project, file), 'utf8') }));
  const revision = readRevision(project);
  const pdf = await printSafetyFile(chaptersOf(sources), revision);
  mkdirSync(into, { recursive: true });
  const file = join(into, `secure-base-${revision.version}-safety-file.pdf`);
  writeFileSync(file, pdf);
  console.log(`${file}: ${Math.round(pdf.length / 1024)} KB`);
} catch (error) {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  console.error(`The safety file could not be made. ${line}`);
  process.exitCode = 1;
}
