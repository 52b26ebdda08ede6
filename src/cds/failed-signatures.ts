import { LRUCache } from 'lru-cache';

/** Verifies signatures, but not for a caller that has just sent too many invalid ones. */
export interface SignatureGuard {
  /**
   * Queues `verify` and resolves with its result; undefined if it was not run because too many signatures from this
   * address, or for this issuer, have failed within the last second.
   */
  check(address: string, issuer: string, verify: () => Promise<boolean>): Promise<boolean | undefined>;
}

/**
 * Failures allowed within one second. Anyone can forge a token that names a known issuer and its key, and verifying a
 * signature costs about 1 ms of CPU (ES384), so one address can use at most 5 % of a core. An address that has sent valid
 * tokens may be a proxy for many callers and gets a fifth of a core, so that one of them can't lock out the others at once.
 * When many addresses attack one issuer together, each is allowed one failure, and the real client still gets in.
 */
const most = { failures: 50, behindGoodAddress: 200, ofIssuer: 200, underAttack: 1 };
const windowMs = 1000;
const rememberGoodMs = 60 * 60 * 1000;
/** Addresses are short and issuers come from the clients' file, so an entry takes at most about 300 bytes. */
const mostRemembered = 10_000;
/** One per libuv thread; later calls wait, so that earlier failures are counted before their turn. */
const atOnce = 4;

/** One guard for all tokens of this process. */
export function createSignatureGuard(): SignatureGuard {
  const failures = { address: countsPerWindow(), issuer: countsPerWindow() };
  const good = new LRUCache<string, true>({ max: mostRemembered, ttl: rememberGoodMs });
  const inTurn = turns(atOnce);
  const mayFail = (address: string, issuer: string) => {
    if (good.has(address)) return most.behindGoodAddress;
    return failures.issuer.of(issuer) < most.ofIssuer ? most.failures : most.underAttack;
  };
  return {
    check: (address, issuer, verify) =>
      inTurn(async () => {
        if (failures.address.of(address) >= mayFail(address, issuer)) return undefined;
        const isGood = await verify();
        if (isGood) good.set(address, true);
        else {
          failures.address.add(address);
          failures.issuer.add(issuer);
        }
        return isGood;
      }),
  };
}

/** Counters by key; each restarts a fixed time after its first count. */
function countsPerWindow() {
  const counts = new LRUCache<string, { count: number }>({ max: mostRemembered, ttl: windowMs, ttlResolution: 0 });
  return {
    of: (key: string) => counts.get(key)?.count ?? 0,
    add: (key: string) => {
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { count: 1 });
      else known.count += 1;
    },
  };
}

/** Runs work in order of arrival, with bounded concurrency. */
function turns(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < most) running += 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
