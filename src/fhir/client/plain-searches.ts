import { LRUCache } from 'lru-cache';
import type { Body, Get } from './answer.ts';
import { holdsElements } from './asked-for.ts';

/** How much plainer than it is made a request must be for a server to answer it. */
export interface PlainSearches {
  /** Steps that were remembered of a request of this kind; 0 where none are. */
  steps(search: string): number;
  remember(search: string, steps: number): void;
}

/** A proxy's hiccup looks like a refusal, so none is believed for longer. */
const rememberedMs = 60 * 60 * 1000;

/**
 * Remembers such requests for an hour.
 * @param clock ms that only grow
 */
export function createPlainSearches(clock: () => number = () => performance.now()): PlainSearches {
  const searches = new LRUCache<string, number>({
    max: 10_000,
    maxSize: 4_000_000,
    sizeCalculation: (_, key) => key.length,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: clock },
  });
  return {
    steps: (search) => searches.get(search) ?? 0,
    remember: (search, steps) => void searches.set(search, steps),
  };
}

type Parameters = Readonly<Record<string, string>>;

const convenience = ['_include', '_sort', '_count'];

/** The same request in ever plainer ways: first it does without `_elements`, then without all that can be done without. */
function waysOf(parameters: Parameters): readonly Parameters[] {
  const { _elements, ...others } = parameters;
  const essential = Object.fromEntries(Object.entries(others).filter(([name]) => !convenience.includes(name)));
  const isPlain = Object.keys(essential).length === Object.keys(others).length;
  return [...(_elements === undefined ? [] : [parameters]), others, ...(isPlain ? [] : [essential])];
}

/**
 * The answer to a read, or the first page of a search; where a server refuses the request, or none of what it answers has
 * what was asked for, once more in a plainer way, twice at most.
 * @param target the type, or type and id; of `others` nothing more is asked because they have none of what was asked for
 * @param server key of whose call of which server it is
 */
export async function firstAnswer(
  get: Get,
  { type, id, others = false }: { readonly type: string; readonly id?: string; readonly others?: boolean },
  parameters: Parameters,
  searches: PlainSearches,
  server: string,
): Promise<{ path: string; body: Body; plain: boolean }> {
  const ways = waysOf(parameters);
  const plainest = ways.length - 1;
  const search = `${server} ${type} ${Object.keys(parameters)}`;
  // A server that refuses elements of every version may still take those of its own.
  const withElements = `${search} ${parameters._elements}`;
  const remembered = Math.min(Math.max(searches.steps(search), searches.steps(withElements)), plainest);
  let rejected = false;
  for (let step = remembered; ; step += 1) {
    const way = ways[step] ?? {};
    const query = new URLSearchParams(way).toString();
    const path = `${id === undefined ? type : `${type}/${id}`}${query === '' ? '' : `?${query}`}`;
    const body = await get(type, path);
    const isRejected = 'failure' in body && body.failure === 'rejected';
    rejected ||= isRejected;
    if (step < plainest && (isRejected || !(others || hasElements(body, type, way)))) continue;
    // Where nobody has any of the elements, they were not withheld.
    const helped = !('failure' in body) && (rejected || hasElements(body, type, parameters));
    const plain = convenience.some((name) => name in parameters && !(name in way));
    if (step > remembered && helped) searches.remember(plain ? search : withElements, step);
    return { path, body, plain };
  }
}

function hasElements(body: Body, type: string, { _elements }: Parameters): boolean {
  return 'failure' in body || holdsElements(body.value, type, _elements);
}
