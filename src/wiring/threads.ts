import type { CdsService } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import type { Config } from '../config/config.ts';
import type { FramedPage } from '../pages/framed-page.ts';
import { openThread, shownOnThread, type ThreadRequest } from '../thread/open-thread.ts';

/** Makes a page of somebody's thread of care. */
export type OpenThread = (request: ThreadRequest) => Promise<FramedPage>;

/** For how long a record is read for a page: somebody waits for it, as they do for a chart, and it reads as many pages. */
export const readingMs = 8000;

/** Makes these pages in this thread. */
export function threadsOf(
  { threadLeavesOut, whoToRing, language }: Pick<Config, 'threadLeavesOut' | 'whoToRing' | 'language'>,
  charts: ChartDependencies,
  services: readonly CdsService[],
): OpenThread {
  const dependencies = { charts, shows: shownOnThread(services), leftOut: threadLeavesOut, whoToRing, language };
  return (request) => openThread(request, dependencies, AbortSignal.timeout(readingMs));
}
