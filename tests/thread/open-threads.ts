import type { Resource } from '@medplum/fhirtypes';
import type { FramedPage } from '#src/pages/framed-page.ts';
import { openThread, shownOnThread, type ThreadDependencies, type ThreadRequest } from '#src/thread/open-thread.ts';
import type { BaseUrl } from '#src/values/base-url.ts';
import type { TestApp } from '../support/app.ts';
import { startFhirServer } from '../support/fhir-server.ts';

/** How a thread is opened, where it differs from a GP's own. */
export type Opening = Partial<Omit<ThreadRequest, 'server'>> &
  Partial<Pick<ThreadDependencies, 'leftOut' | 'whoToRing'>>;

/** The page of patient `p` on a FHIR server, for `Practitioner/d`. */
export function openOn(
  site: Pick<TestApp, 'charts' | 'services'>,
  base: BaseUrl,
  opening: Opening = {},
): Promise<FramedPage> {
  const { leftOut = [], whoToRing, ...request } = opening;
  const dependencies = {
    charts: site.charts,
    shows: shownOnThread(site.services),
    leftOut,
    whoToRing,
  };
  return openThread(
    {
      page: 'thread',
      patientId: 'p',
      userId: 'Practitioner/d',
      encounterId: undefined,
      tenant: 'open',
      site: undefined,
      finding: undefined,
      length: '10',
      banner: true,
      launch: 'of=launch',
      ...request,
      server: { client: 'open', base, token: undefined, reach: 'any' },
    },
    dependencies,
    AbortSignal.timeout(10_000),
  );
}

/** The page of a record that a FHIR server of its own holds. */
export async function openRecord(
  site: Pick<TestApp, 'charts' | 'services'>,
  record: readonly object[],
  opening: Opening = {},
): Promise<FramedPage> {
  const server = await startFhirServer({ resources: record as Resource[] });
  try {
    return await openOn(site, server.base, opening);
  } finally {
    await server.close();
  }
}

/** A page's text as a reader sees it, without its markup. */
export function plainText(html: string): string {
  return html
    .replace(/<(?:svg|title|figcaption)[\s\S]*?<\/(?:svg|title|figcaption)>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The last cell of each contact's row: whether it counts, or why not. */
export function countingCells(html: string): readonly string[] {
  const body = /<tbody>([\s\S]*?)<\/table>/.exec(html)?.[1] ?? '';
  return body
    .split('<tr')
    .slice(1)
    .map((row) => plainText(`<tr${row}`.split('<td>').at(-1) ?? ''));
}
