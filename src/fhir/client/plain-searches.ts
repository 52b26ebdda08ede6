import { LRUCache } from 'lru-cache';
import type { Body, Get } from './answer.ts';

/** Searches that a server refused with parameters such as `_sort`, and answered without them. */
export interface PlainSearches {
  has(search: string): boolean;
  add(search: string): void;
}

/** A proxy's hiccup looks like a refusal, so none is believed for longer. */
const rememberedMs = 60 * 60 * 1000;

/**
 * Remembers such searches for an hour.
 * @param clock ms that only grow
 */
export function createPlainSearches(clock: () => number = () => performance.now()): PlainSearches {
  const searches = new LRUCache<string, true>({
    max: 10_000,
    maxSize: 4_000_000,
    sizeCalculation: (_, key) => key.length,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: clock },
  });
  return { has: (search) => searches.has(search), add: (search) => void searches.set(search, true) };
}

const convenience = new Set(['_include', '_elements', '_sort', '_count']);

/**
 * The first page; where a server refuses the request, once more without the parameters that can be done without.
 * @param server key of whose call of which server it is
 */
export async function firstPage(
  get: Get,
  type: string,
  parameters: Readonly<Record<string, string>>,
  searches: PlainSearches,
  server: string,
): Promise<{ path: string; body: Body; plain: boolean }> {
  const essential = Object.entries(parameters).filter(([name]) => !convenience.has(name));
  const ask = async (entries: [string, string][], plain: boolean) => {
    const path = `${type}?${new URLSearchParams(entries)}`;
    return { path, body: await get(type, path), plain };
  };
  const droppable = essential.length < Object.keys(parameters).length;
  const search = `${server} ${type} ${Object.keys(parameters)}`;
  if (droppable && searches.has(search)) return ask(essential, true);
  const first = await ask(Object.entries(parameters), false);
  if (!droppable || !('failure' in first.body) || first.body.failure !== 'rejected') return first;
  const again = await ask(essential, true);
  if (!('failure' in again.body)) searches.add(search);
  return again;
}
