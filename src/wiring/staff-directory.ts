import type { Resource } from '@medplum/fhirtypes';
import { type FileOfSite, type WatchedFile, watchBytesOf } from '../config/watched-file.ts';
import { parseStaffDirectory } from '../fhir/read/staff-directory.ts';

const maxMebibytes = 64;

/**
 * The site's staff from the file of STAFF_DIRECTORY, read again when it changes.
 * @throws one clear line if the file can't be used at the start
 */
export function openStaffDirectory(
  file: string,
  report: FileOfSite['report'],
  pollMs?: number,
): WatchedFile<readonly Resource[]> {
  return watchBytesOf(
    { setting: 'STAFF_DIRECTORY', file, report, ...(pollMs !== undefined && { pollMs }) },
    maxMebibytes,
    parseStaffDirectory,
  );
}
