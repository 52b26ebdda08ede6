import { codesAffecting } from '../cards/choose.ts';
import type { FhirAccess } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import { examineChart } from '../chart/examine-chart.ts';
import { explain } from '../chart/explain.ts';
import { inWords } from '../chart/explanation.ts';
import { type ChartCall, cliniciansIn, type OpenedChart } from '../chart/opened-chart.ts';
import type { Code } from '../detectors/index.ts';
import { neededFor } from '../detectors/run.ts';
import { type FramedPage, framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import { Problem } from '../problem.ts';
import { hasClinicalRole, refusalOf } from './audience.ts';
import { noticedIn } from './focus.ts';
import { leaflet } from './leaflet.ts';
import { namesOf } from './names.ts';
import { type PageLinks, threadPage } from './page.ts';
import type { Length } from './period.ts';
import { type Sensitive, threadOf, threadParts } from './thread.ts';

/** One person's thread, as somebody asks for it; plain data, so that any thread of the process can make the page. */
export interface ThreadRequest {
  readonly page: 'thread' | 'leaflet';
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId: string | undefined;
  readonly server: FhirAccess;
  readonly tenant: string;
  /** Code of the finding on the card that led here; from outside, so only compared with those found anew. */
  readonly finding: string | undefined;
  readonly length: Length;
  /** The EHR shows no name of its own above the page. */
  readonly banner: boolean;
  /** The query that names the launch, for links from page to page. */
  readonly launch: string;
}

/** What the pages need of the site. */
export interface ThreadDependencies {
  readonly charts: ChartDependencies;
  /** The detections of the services that are called about a chart alone. */
  readonly shows: readonly Code[];
  readonly leftOut: readonly Sensitive[];
  readonly whoToRing: string | undefined;
  readonly language: string;
}

/** The page of a thread, or a plain one in its place; `signal` ends the reading, and the page is made of what was read. */
export async function openThread(
  request: ThreadRequest,
  dependencies: ThreadDependencies,
  signal: AbortSignal,
): Promise<FramedPage> {
  const links = linksOf(request, dependencies);
  const { words } = dependencies.charts;
  const { refused } = words.wording.thread;
  const instead = (kind: keyof typeof refused, status: number): FramedPage => ({
    status,
    html: framedPage({
      ...links,
      title: refused[kind].title,
      skip: words.wording.thread.skip,
      main: `<h1>${text(refused[kind].title)}</h1><p>${text(refused[kind].text)}`,
    }),
  });
  const opened = await examine(request, dependencies, signal);
  if (opened === undefined) return instead('unreadable', 412);
  const { read, person, call } = opened;
  const clinicians = cliniciansIn(read.reading);
  const chart = { person, opening: read.opening, clinicians, anyStaff: call.anyStaff };
  const refusal = refusalOf(chart, read.reading);
  if (refusal !== undefined) return instead(refusal, 403);
  const [noticed, thread] = threadIn(opened, request, dependencies);
  if (request.page === 'leaflet') {
    const [note] = thread.notes;
    if (note === undefined) return instead('noNote', 404);
    return { status: 200, html: leaflet(note, person, { ...links, whoToRing: dependencies.whoToRing }, words) };
  }
  const { asOf } = read.opening;
  const html = await threadPage(
    {
      person,
      asOf,
      thread,
      noticed,
      looked: inWords(explain(opened, dependencies.charts), person, asOf, words).filter(
        ({ code }) => !noticed.some((one) => one.code === code),
      ),
      unread: opened.unread,
      names: namesOf(person, asOf, { clinicians }, words),
      isLimited: !hasClinicalRole(chart),
      banner: request.banner,
      length: request.length,
      links,
    },
    words,
  );
  return { status: 200, html };
}

function threadIn(opened: OpenedChart, { finding, length }: ThreadRequest, { charts, leftOut }: ThreadDependencies) {
  const noticed = noticedIn(opened, charts, finding);
  return [noticed, threadOf(opened, noticed[0], { length, leftOut }, charts)] as const;
}

/** Undefined where too little of the person's own record could be read. */
async function examine(
  { patientId, userId, encounterId, server, tenant }: ThreadRequest,
  { charts, shows }: ThreadDependencies,
  signal: AbortSignal,
): Promise<OpenedChart | undefined> {
  const call: ChartCall = {
    service: 'thread',
    detectors: neededFor([...shows, ...codesAffecting(shows)], charts.detectors),
    shows,
    anyStaff: false,
    suggests: false,
    alsoReads: threadParts,
    patientId,
    userId,
    encounterId,
    tenant,
    offered: [],
    prefetch: {},
    server,
    fhirServer: server.base,
    signal,
  };
  try {
    return (await examineChart(call, charts)).opened;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'data-missing') return undefined;
    throw error;
  }
}

function linksOf({ launch }: ThreadRequest, { charts, language }: ThreadDependencies): PageLinks {
  const { pathname } = new URL(charts.policy.publicUrl);
  return { prefix: pathname === '/' ? '' : pathname, language, launch };
}
