import type { Words } from '../cards/words.ts';
import type { Gateway } from '../fhir/client/client.ts';
import { createOwnWorkMapper, type OwnUser } from '../fhir/mappers/index.ts';
import { type OwnWork, openOwnWork } from '../fhir/read/own-work.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import { type Day, isInRange } from '../history/calendar.ts';
import { profession } from '../history/employment.ts';
import type { ReadOwnCards } from '../memory/own-cards.ts';
import type { SitePseudonyms } from '../memory/pseudonyms.ts';
import type { FramedPage } from '../pages/framed-page.ts';
import type { SmartSession } from '../smart/session.ts';
import { caseload, caseloadDays } from './caseload.ts';
import { readGoodbyes } from './goodbyes.ts';
import { goodbyesView } from './goodbyes-view.ts';
import { invitation, reflectionRange } from './invitation.ts';
import { leavingOf } from './leaving.ts';
import { type Refusal, refusal } from './markup.ts';
import { type OwnView, ownView, sheetView } from './own-view.ts';

interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** What the pages of a user's own work are made with. */
export interface OwnPagesOptions {
  /** Which lines of the page a site has switched on: `own-caseload` and `reflection-invitation`. */
  readonly caseload: boolean;
  readonly reflection: boolean;
  /** Numbers of those who asked for an invitation, and the group that it names. */
  readonly reflectionFor: readonly Identifier[];
  readonly reflectionGroup: string | undefined;
  /** Numbers of clinicians whom no page names. */
  readonly notNamed: readonly Identifier[];
  /** Its searches end after the pages of `ownReadLimits`. */
  readonly gateway: Gateway;
  readonly codeSets: CodeSets;
  readonly readOwnCards: ReadOwnCards;
  readonly pseudonyms: SitePseudonyms;
  readonly timeZone: string;
  /** The site's day and the instant. */
  readonly clock: () => { readonly asOf: Day; readonly now: number };
  readonly words: Words;
  readonly prefix: string;
}

/** Pages about a user's own work, for that user alone; nothing that they read outlasts the answer. They never reject. */
export interface OwnPages {
  own(session: SmartSession, query: { readonly sheet: boolean }): Promise<FramedPage>;
  goodbyes(session: SmartSession): Promise<FramedPage>;
}

/** Forty pages of a slow server; whoever reads this waits for it knowingly. */
const timeoutMs = 30_000;
const msPerDay = 24 * 60 * 60 * 1000;

/** The pages of a site. */
export function createOwnPages(options: OwnPagesOptions): OwnPages {
  const asked = (session: SmartSession, answer: (one: Asked) => Promise<FramedPage>) =>
    withUser(session, options, answer);
  return {
    own: async (session, { sheet }) => {
      if (!options.caseload && !options.reflection) return refusal(options, 'switched-off');
      return asked(session, async (one) => (sheet ? sheetView(options) : ownView(await viewOf(one), options)));
    },
    goodbyes: (session) =>
      asked(session, async ({ work, user, asOf }) => {
        const leaving = leavingOf(user, asOf);
        if (typeof leaving === 'string') return goodbyesView(leaving, options);
        const list = await readGoodbyes(work, user, leaving, asOf);
        return goodbyesView({ day: leaving.day, asOf, list }, options);
      }),
  };
}

/** One request of one user. */
interface Asked {
  readonly session: SmartSession;
  readonly options: OwnPagesOptions;
  readonly work: OwnWork;
  readonly user: OwnUser;
  readonly asOf: Day;
}

/** Answers whoever is known to see patients; what was read is let go of with the answer. */
async function withUser(
  session: SmartSession,
  options: OwnPagesOptions,
  answer: (asked: Asked) => Promise<FramedPage>,
): Promise<FramedPage> {
  const { gateway, codeSets, notNamed, reflectionFor, timeZone, clock } = options;
  if (session.user === undefined) return refusal(options, 'not-known');
  if (isPatientSide(session.user)) return refusal(options, 'not-clinical');
  const { asOf, now } = clock();
  const request = { server: session.server, user: session.user, asOf, now, timeZone };
  const work = openOwnWork(gateway, { ...request, signal: AbortSignal.timeout(timeoutMs) }, (at) =>
    createOwnWorkMapper(at, codeSets, { notNamed, listed: reflectionFor }),
  );
  try {
    const user = await work.readUser();
    const why = whyNot(user);
    if (user === undefined || why !== undefined) return refusal(options, why ?? 'not-known');
    return await answer({ session, options, work, user, asOf });
  } finally {
    work.close();
  }
}

function isPatientSide(user: string): boolean {
  return /(?:^|\/)(?:Patient|RelatedPerson)\/[^/]+$/.test(user);
}

function whyNot(user: OwnUser | undefined): Refusal | undefined {
  if (user === undefined) return 'not-known';
  return profession(user.clinician) === 'not-clinical' ? 'not-clinical' : undefined;
}

async function viewOf(asked: Asked): Promise<OwnView> {
  const { session, options, user, asOf } = asked;
  const [counts, reflection] = await Promise.all([
    options.caseload ? caseloadOf(asked) : undefined,
    options.reflection && user.isListed ? reflectionOf(asked) : undefined,
  ]);
  const leaving = typeof leavingOf(user, asOf) !== 'string';
  return { launch: session.id, caseload: counts, reflection, leaving, group: options.reflectionGroup };
}

/** By every pseudonym under which cards may have been shown to this user, those of the former key too. */
async function caseloadOf({ session, options, user: { clinician } }: Asked): Promise<OwnView['caseload']> {
  const { tenant, user = '' } = session;
  if (tenant === undefined) return 'noTenant';
  const { pseudonyms, readOwnCards } = options;
  const ids = [user, ...clinician.references, ...clinician.numbers];
  const clinicians = [pseudonyms, pseudonyms.former].flatMap((keyed) => keyed?.clinician(tenant, ids) ?? []);
  // When cards were shown is recorded by the real clock, also where another day stands for today.
  const since = Date.now() - caseloadDays * msPerDay;
  const cards = await readOwnCards({ tenant, clinicians, since });
  return cards === undefined ? 'unread' : caseload(cards);
}

async function reflectionOf({ work, user, asOf }: Asked): Promise<OwnView['reflection']> {
  const range = reflectionRange(asOf);
  const { visits, failure } = await work.readVisits(user, range.from);
  if (failure === 'rejected' || failure === 'refused' || failure === 'not-found') return 'not-allowed';
  return failure === undefined ? invitation(visits.filter(({ day }) => isInRange(day, range))) : 'unread';
}
