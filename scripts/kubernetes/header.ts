import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Rendering } from './renderings.ts';

export const chart = 'docker/helm/secure-base';

/**
 * SHA-256 over what the chart is rendered from. Not its version, which no rendering shows, nor the comments of values and
 * alerts, so that a release and a better word need no Helm; and not the schema, which only judges values.
 */
export function checksumOfChart(folder: string): string {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'values.schema.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    hash.update(`${file.slice(folder.length)}\0${rendered(file.slice(folder.length + 1), text)}\0`);
  }
  return hash.digest('hex');
}

/** What of a file can be seen in a rendering. */
function rendered(file: string, text: string): string {
  if (file.startsWith('templates/') || !file.endsWith('.yaml')) return text;
  const content: unknown = parse(text);
  return JSON.stringify(file === 'Chart.yaml' ? { ...Object(content), version: '', appVersion: '' } : content);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A whole file of docker/kubernetes; its first lines show whether the chart, or what stands below them, was changed since. */
export function withHeader({ about }: Rendering, rendered: string, checksum: string): string {
  const lines = [
    `Rendered from ${chart} by \`npm run kubernetes\`: change that, not this.`,
    `Chart sha256:${checksum}`,
    `Below sha256:${sha256(rendered)}`,
    '',
    ...about,
  ];
  return `${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n${rendered}`;
}
