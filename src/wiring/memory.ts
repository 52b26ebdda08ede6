import { rulesInForce } from '../cards/retirement.ts';
import { versionsIn } from '../cards/versions.ts';
import { type Language, languages } from '../cards/wording/index.ts';
import type { Config } from '../config/config.ts';
import { createMemory, type Memory } from '../memory/memory.ts';
import { createOwnCards, type ReadOwnCards } from '../memory/own-cards.ts';
import { createPseudonyms, type SitePseudonyms } from '../memory/pseudonyms.ts';
import { startRetention } from '../memory/retention.ts';
import { createUsedTokens, type UsedTokens } from '../memory/used-tokens.ts';
import { createWriteBehind, type WriteBehind } from '../memory/write-behind.ts';
import { errorClassOf, type Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { SiteList } from '../sites/site-list.ts';
import { openStore } from '../store/open-store.ts';
import type { Retiring } from '../store/retirement.ts';
import { IncompatibleSchema } from '../store/schema.ts';
import { type WatchedStore, watchStore } from '../store/watched-store.ts';

/** The store, and what this process remembers on top of it. People are known by pseudonyms only. */
export interface ServiceMemory {
  readonly memory: Memory;
  readonly store: WatchedStore;
  readonly pseudonyms: SitePseudonyms;
  readonly usedTokens: UsedTokens;
  /** For the user's own page alone: no metric, export or administrator asks for cards by clinician. */
  readonly readOwnCards: ReadOwnCards;
  /** Writes all openings that wait; false if some are left after the given milliseconds. */
  readonly flush: WriteBehind['flush'];
  /** Writes openings that wait, within `timeoutMs`, and closes the store. */
  close(timeoutMs: number): Promise<void>;
}

/** How long a token's look-up may take: milliseconds, and share of the deadline. */
const tokenPatience = { ms: 1000, share: 0.9 };

type Settings = Pick<
  Config,
  'storeUrl' | 'formerPseudonymKey' | 'keepDays' | 'deadlineMs' | 'retireAbove' | 'language'
> & { readonly pseudonymKey: Buffer };

/**
 * Opens the store and what is built on it.
 * @throws one clear line if the store's file can't be used; a database that does not answer yet may come up later
 */
export async function openMemory(
  config: Settings,
  { sites, log, metrics }: { readonly sites: Pick<SiteList, 'of'>; readonly log: Log; readonly metrics: Metrics },
): Promise<ServiceMemory> {
  const store = await openWatchedStore(config.storeUrl, retiringOf(config, sites, log), log);
  const writeBehind = createWriteBehind(store);
  const memory = createMemory(store, writeBehind, {}, metrics.openingWithoutStore);
  const retention = startRetention(store, config.keepDays, Date.now, {
    purged: () => log.debug({ event: 'retention', outcome: 'purged' }),
    failed: () => log.warn({ event: 'retention', outcome: 'failed' }),
    clockWentBack: () => log.warn({ event: 'retention', outcome: 'clock-went-back' }),
    unmatchedFeedback: metrics.unmatchedFeedback,
  });
  metrics.watchStore(() => {
    const { oldestRowAt, lastPurgeAt } = retention.upkeep();
    return {
      ...writeBehind.lag(),
      failing: writeBehind.lag().failing || store.isFailing(),
      oldestRowMs: since(oldestRowAt),
      sincePurgeMs: since(lastPurgeAt),
    };
  });
  return {
    memory,
    store,
    pseudonyms: createPseudonyms(config.pseudonymKey, config.formerPseudonymKey),
    usedTokens: createUsedTokens(
      store,
      () => metrics.tokenCheckedLocally(),
      Math.min(tokenPatience.ms, tokenPatience.share * config.deadlineMs),
    ),
    readOwnCards: createOwnCards(store, writeBehind.unflushed),
    flush: writeBehind.flush,
    close: async (timeoutMs) => {
      retention.stop();
      const { waiting } = writeBehind.lag();
      if (!(await writeBehind.flush(timeoutMs))) log.error({ event: 'not-written-down', count: waiting });
      await store.close();
    },
  };
}

function since(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Date.now() - at;
}

function retiringOf({ retireAbove, language }: Settings, sites: Pick<SiteList, 'of'>, log: Log): Retiring {
  const versions = Object.fromEntries(
    Object.entries(languages).map(([name, wording]) => [name, versionsIn(wording)]),
  ) as Record<Language, ReadonlyMap<string, string>>;
  return {
    rules: rulesInForce(retireAbove),
    versionsOf: (tenant) => versions[sites.of(tenant)?.language ?? language],
    versions: Object.values(versions).flatMap((one) => [...one.values()]),
    onRetired: ({ tenant, code, rule, shown, answered }) =>
      log.warn({ event: 'detection-retired', tenant, code, rule, cards: shown, answered }),
  };
}

async function openWatchedStore(url: string, retiring: Retiring, log: Log): Promise<WatchedStore> {
  const store = await openStore(url, retiring).catch((error: unknown) => storeError(error));
  try {
    await store.check();
  } catch (error) {
    if (!url.startsWith('postgres') || error instanceof IncompatibleSchema) return storeError(error);
    log.error({ event: 'store-down', errorClass: errorClassOf(error) });
  }
  return watchStore(store, reportIncompatibleSchema(log));
}

/** The error's message may hold the store's URL, and with it a password. */
function storeError(error: unknown): never {
  const why = error instanceof IncompatibleSchema ? error.message : `the store can't be used (${errorClassOf(error)})`;
  throw new Error(`STORE_URL: ${why}`);
}

/** Logs, once for each reason, that the store has become one of another version. */
function reportIncompatibleSchema(log: Log): (error: unknown) => void {
  let reported = '';
  return (error) => {
    if (!(error instanceof IncompatibleSchema) || error.message === reported) return;
    reported = error.message;
    log.error({ event: 'store-of-another-version', reason: error.message });
  };
}
