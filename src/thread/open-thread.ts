import { codesAffecting } from '../cards/choose.ts';
import type { Chart } from '../cards/suppression.ts';
import { hasClinicalRole, type Sensitive, sensitive, threadRefusal } from '../cards/thread-audience.ts';
import { languageOfTag } from '../cards/wording/index.ts';
import type { ThreadWords } from '../cards/wording/thread-words.ts';
import { wordsIn } from '../cards/words.ts';
import type { CdsService, FhirAccess } from '../cds/service.ts';
import type { ChartDependencies } from '../chart/dependencies.ts';
import { examineChart } from '../chart/examine-chart.ts';
import { explain } from '../chart/explain.ts';
import { inWords } from '../chart/explanation.ts';
import { type ChartCall, cliniciansIn, type OpenedChart } from '../chart/opened-chart.ts';
import { nameablePartsOf } from '../chart/parts.ts';
import { isSilent } from '../chart/silent-codes.ts';
import { type Code, codes } from '../detectors/index.ts';
import { neededFor } from '../detectors/run.ts';
import { type FramedPage, framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import { Problem } from '../problem.ts';
import { withoutTrailingSlash } from '../values/base-url.ts';
import { noticedIn } from './focus.ts';
import { leaflet } from './leaflet.ts';
import { namesOf } from './names.ts';
import { type PageLinks, threadPage } from './page.ts';
import type { Length } from './period.ts';
import { isOpenTo } from './sensitive.ts';
import { notesOf, threadOf, threadParts } from './thread.ts';

/** One person's thread, as somebody asks for it; plain data, so that any thread of the process can make the page. */
export interface ThreadRequest {
  readonly page: 'thread' | 'leaflet';
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId: string | undefined;
  readonly server: FhirAccess;
  readonly tenant: string;
  /** The decisions of its site (`Site.decisions`); undefined where it has no entry. */
  readonly site: string | undefined;
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
}

/** Hooks whose context is a chart alone; the findings of others rest on what is booked or ordered there. */
const chartHooks = ['patient-view', 'encounter-start', 'encounter-discharge'];

/** The detections that can be asked about a chart alone, in the order of the services. */
export function shownOnThread(services: readonly Pick<CdsService, 'hook' | 'shows'>[]): readonly Code[] {
  const all = services.filter(({ hook }) => chartHooks.includes(hook)).flatMap(({ shows }) => shows);
  return codes.filter((code) => all.includes(code));
}

/** The page of a thread, or a plain one in its place; `signal` ends the reading, and the page is made of what was read. */
export async function openThread(
  request: ThreadRequest,
  dependencies: ThreadDependencies,
  signal: AbortSignal,
): Promise<FramedPage> {
  const opened = await examine(request, dependencies, signal);
  if (opened === undefined) return instead('unreadable', 412, request, dependencies);
  const refusal = threadRefusal(chartOf(opened), opened.read.reading);
  if (refusal !== undefined) return instead(refusal, 403, request, dependencies);
  return request.page === 'leaflet'
    ? leafletOf(opened, request, dependencies)
    : { status: 200, html: await pageOf(opened, request, dependencies) };
}

async function pageOf(opened: OpenedChart, request: ThreadRequest, dependencies: ThreadDependencies): Promise<string> {
  const { charts } = dependencies;
  const { read, person, call } = opened;
  const { asOf } = read.opening;
  const hidden = hiddenIn(opened, dependencies);
  const noticed = noticedIn(opened, charts, request.finding).filter(({ code }) => isOpenTo(code, hidden));
  const isNew = ({ code }: { readonly code: string }) =>
    isOpenTo(code, hidden) && !noticed.some((one) => one.code === code);
  const parts: readonly string[] = [...nameablePartsOf(call), ...threadParts];
  const page = {
    person,
    asOf,
    thread: threadOf(opened, noticed[0], { length: request.length, hidden }, charts),
    noticed,
    looked: inWords(explain(opened, charts), person, asOf, charts.words).filter(isNew),
    unread: opened.unread.filter(({ part }) => parts.includes(part)),
    names: namesOf(person, asOf, chartOf(opened), charts.words),
    isSilent: call.shows.some((code) => isSilent(code, charts.policy)),
    isLimited: hasClinicalRole(chartOf(opened)) !== true,
    banner: request.banner,
    length: request.length,
    links: linksOf(request, dependencies),
  };
  return threadPage(page, charts.words);
}

function leafletOf(opened: OpenedChart, request: ThreadRequest, dependencies: ThreadDependencies): FramedPage {
  const { charts, whoToRing } = dependencies;
  const [note] = notesOf(opened, hiddenIn(opened, dependencies), charts);
  if (note === undefined) return instead('noNote', 404, request, dependencies);
  // It is for the person to take home, in their own language where there are words.
  const language = languageOfTag(opened.person.preferredLanguage ?? '');
  const words = language === undefined ? charts.words : wordsIn(language);
  const links = { ...linksOf(request, dependencies), language: words.language, whoToRing };
  return { status: 200, html: leaflet(note, opened.person, links, words) };
}

function chartOf({ read, person, call }: OpenedChart): Chart {
  return { person, opening: read.opening, clinicians: cliniciansIn(read.reading), anyStaff: call.anyStaff };
}

/** Whoever is not surely a clinician here sees none of it. */
function hiddenIn(opened: OpenedChart, { leftOut }: Pick<ThreadDependencies, 'leftOut'>): readonly Sensitive[] {
  return hasClinicalRole(chartOf(opened)) === true ? leftOut : sensitive;
}

function instead(
  kind: keyof ThreadWords['refused'],
  status: number,
  request: ThreadRequest,
  dependencies: ThreadDependencies,
): FramedPage {
  const { refused, skipToMain } = dependencies.charts.words.wording.thread;
  const { title, text: what } = refused[kind];
  const main = `<h1>${text(title)}</h1><p>${text(what)}`;
  return { status, html: framedPage({ ...linksOf(request, dependencies), title, skip: skipToMain, main }) };
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

function linksOf({ launch }: ThreadRequest, { charts }: ThreadDependencies): PageLinks {
  return {
    prefix: withoutTrailingSlash(new URL(charts.policy.publicUrl).pathname),
    language: charts.words.language,
    pagesLanguage: charts.pagesLanguage,
    launch,
  };
}
