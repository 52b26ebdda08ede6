import type { FramedPage } from '../pages/framed-page.ts';
import { openThread, shownOnThread, type ThreadRequest } from '../thread/open-thread.ts';
import type { OpenedSites } from './opened-sites.ts';

/** Makes a page of somebody's thread of care. */
export type OpenThread = (request: ThreadRequest) => Promise<FramedPage>;

/** For how long a record is read for a page: somebody waits for it, as they do for a chart, and it reads as many pages. */
export const readingMs = 8000;

/** Makes these pages in this thread, each as its site wants it. */
export function threadsOf(sites: OpenedSites): OpenThread {
  return (request) => {
    const { config, charts, services } = sites(request.site);
    const { threadLeavesOut: leftOut, whoToRing } = config;
    const dependencies = { charts, shows: shownOnThread(services), leftOut, whoToRing };
    return openThread(request, dependencies, AbortSignal.timeout(readingMs));
  };
}
