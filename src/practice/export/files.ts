import { exportRefusal } from './refusal.ts';

/**
 * Does something with files.
 * @throws ExportRefusal with what the system says
 */
export function orRefuse<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw fileRefusal(path, error);
  }
}

/** What the system says of a file: that the disk is full, or another code; any other error as it is. */
export function fileRefusal(path: string, error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return exportRefusal('disk-full', `${path}: the disk is full`);
  return typeof code === 'string' ? exportRefusal('folder', `${path} can’t be written (${code})`) : error;
}
