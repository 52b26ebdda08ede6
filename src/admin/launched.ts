import { LRUCache } from 'lru-cache';
import type { AdminRefusalPage } from '../cards/wording/admin-words.ts';
import type { FhirServer, Gateway } from '../fhir/client/client.ts';
import { createOwnWorkMapper } from '../fhir/mappers/index.ts';
import { openOwnWork } from '../fhir/read/own-work.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Day } from '../history/calendar.ts';
import type { FramedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import type { AdminAccess } from './bearer.ts';
import { framedFigures } from './page/frames.ts';
import { mainPart } from './page/main-part.ts';
import type { PageSources } from './page/phrases.ts';
import type { ReadStatement } from './statement/read-statement.ts';

interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** What the page is launched with from within an EHR. */
export interface LaunchedOptions {
  /** Numbers of those who may open it (`ADMIN_USERS`). */
  readonly users: readonly Identifier[];
  readonly gateway: Gateway;
  readonly codeSets: CodeSets;
  readonly timeZone: string;
  readonly clock: () => { readonly asOf: Day; readonly now: number };
  readonly read: ReadStatement;
  readonly sources: PageSources;
  /** Path of `PUBLIC_URL` without a trailing slash. */
  readonly prefix: string;
  readonly onRefused: AdminAccess['onRefused'];
}

/** Who launched it: the FHIR server with the user's own token, and the user as the id_token names them. */
export interface AdminSession {
  readonly client: string;
  readonly server: FhirServer;
  readonly user: string | undefined;
}

/** The administrator's page for a user of a SMART launch; it never rejects. */
export type LaunchedPage = (session: AdminSession) => Promise<FramedPage>;

const timeoutMs = 10_000;
/** Refusals of one user in a minute; whoever comes again is refused without a look at the record. */
const refusals = { max: 5, ttl: 60_000, users: 10_000 };
const statuses: Readonly<Record<AdminRefusalPage, number>> = { 'switched-off': 404, 'not-listed': 403, unread: 503 };

/** The page, for the listed users alone: who they are is read anew with each launch, from their own record. */
export function createLaunchedPage(options: LaunchedOptions): LaunchedPage {
  const refused = new LRUCache<string, number>({ max: refusals.users, ttl: refusals.ttl });
  return async (session) => {
    if (options.users.length === 0) return refusalPage('switched-off', options);
    const who = JSON.stringify([session.client, session.user]);
    const times = refused.get(who) ?? 0;
    if (times >= refusals.max) {
      options.onRefused('too-many-failures');
      return refusalPage('not-listed', options);
    }
    if (!(await isListed(session, options))) {
      refused.set(who, times + 1);
      options.onRefused('not-listed');
      return refusalPage('not-listed', options);
    }
    return figures(options);
  };
}

async function isListed({ server, user }: AdminSession, options: LaunchedOptions): Promise<boolean> {
  if (user === undefined) return false;
  const { gateway, codeSets, users, timeZone, clock } = options;
  const request = { server, user, timeZone, ...clock(), signal: AbortSignal.timeout(timeoutMs) };
  const work = openOwnWork(gateway, request, (at) =>
    createOwnWorkMapper(at, codeSets, { notNamed: [], listed: users }),
  );
  try {
    return (await work.readUser())?.isListed ?? false;
  } finally {
    work.close();
  }
}

async function figures(options: LaunchedOptions): Promise<FramedPage> {
  const { read, sources, prefix } = options;
  try {
    // Periods end by the real clock, also where another day stands for today.
    const main = await mainPart(await read(Date.now()), sources);
    return { status: 200, html: framedFigures(main, prefix, wordsOf(sources)) };
  } catch {
    return refusalPage('unread', options);
  }
}

function refusalPage(why: AdminRefusalPage, { sources, prefix }: LaunchedOptions): FramedPage {
  const words = wordsOf(sources);
  const { title, text: content } = words.wording.refusals[why];
  const main = `<h1>${text(title)}</h1><p>${text(content)}</p>`;
  return { status: statuses[why], html: framedFigures(main, prefix, words) };
}

export function wordsOf({ words, language }: PageSources) {
  return { language, wording: words.wording.admin };
}
