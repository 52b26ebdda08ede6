import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { Remark } from './start-policy.ts';

/**
 * Warns about written files that other users may read or write. New files are for their owner alone; the mode of an existing
 * one is its operator's choice (a program that ships the audit may have to read it), so it is only a warning.
 */
export function openToOthers({ storeUrl, auditLog }: Pick<Config, 'storeUrl' | 'auditLog'>): readonly Remark[] {
  const files = [
    { setting: 'STORE_URL', file: storeFile(storeUrl) },
    { setting: 'AUDIT_LOG', file: auditLog },
  ] as const;
  return files
    .filter(({ file }) => file !== undefined && isOpenToOthers(file))
    .map(({ setting }) => ({
      setting,
      line: `${setting}: others than its owner may use the file; chmod 600 ends that`,
    }));
}

function storeFile(url: string): string | undefined {
  if (url.startsWith('file:///')) return fileURLToPath(url);
  return url.startsWith('file:') ? url.slice('file:'.length) : undefined;
}

/** Whether others than its owner may read or write a file; false where there is none. */
export function isOpenToOthers(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && (stats.mode & 0o066) !== 0;
}
