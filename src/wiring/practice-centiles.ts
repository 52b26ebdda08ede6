import { areOld, type SiteCentiles, watchPracticeCentiles } from '../config/practice-centiles.ts';
import type { FileOfSite, WatchedFile } from '../config/watched-file.ts';

const msPerDay = 86_400_000;

/**
 * The site's centiles from the file of PRACTICE_CENTILES, read again when it changes; `onOld` is called after each reading
 * of numbers that are too old.
 * @throws one clear line if the file can't be used at the start
 */
export function openCentiles(
  file: string,
  report: FileOfSite['report'],
  onOld: () => void,
  pollMs?: number,
): WatchedFile<SiteCentiles> {
  const checkAge = (centiles: SiteCentiles) => {
    if (areOld(centiles, Math.floor(Date.now() / msPerDay))) onOld();
  };
  const watched = watchPracticeCentiles({
    file,
    report: (change) => {
      report(change);
      if (change === 'read') checkAge(watched.current());
    },
    ...(pollMs !== undefined && { pollMs }),
  });
  checkAge(watched.current());
  return watched;
}
