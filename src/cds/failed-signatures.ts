import { LRUCache } from 'lru-cache';

/** Verifies signatures, but not for whoever has just sent too many that were wrong. */
export interface SignatureGuard {
  /**
   * Runs `verify` when it is its turn and resolves with whether the signature is good; undefined where it was not run,
   * since too many from this address, or for this issuer, have failed within the last second.
   */
  check(address: string, issuer: string, verify: () => Promise<boolean>): Promise<boolean | undefined>;
}

/**
 * Failures within one second. Anyone can write a token that names a known issuer and its key, and to find its signature
 * wrong takes about 1 ms of CPU (ES384). So one address takes at most 5 % of a core. One from which good tokens come may be
 * a proxy that speaks for many: there a fifth, so that one caller behind it can't lock out the others at once. Where many
 * addresses attack one issuer together, each has one failure, and its real client, whose tokens do not fail, is let in.
 */
const most = { failures: 50, behindGoodAddress: 200, ofIssuer: 200, underAttack: 1 };
const windowMs = 1000;
const rememberGoodMs = 60 * 60 * 1000;
/** Addresses are short and issuers are from the client list, so that each entry has at most some 300 bytes. */
const mostRemembered = 10_000;
/** As many as libuv has threads to verify them; those behind wait, so that failures are known before their turn. */
const atOnce = 4;

/** A guard for all tokens of this process. */
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

/** Counts by key, each anew a while after its first. */
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

/** Runs work in the order in which it comes, so many at once. */
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
