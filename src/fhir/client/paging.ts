import type { Resource } from '@medplum/fhirtypes';
import { withoutTrailingSlash } from '../../values/base-url.ts';
import type { Answer, Body, Get } from './answer.ts';
import { readBundle } from './bundle.ts';
import type { Failure } from './failure.ts';
import { maxOfSource } from './resource-budget.ts';

/** The page that a search begins with. */
interface FirstPage {
  readonly path: string;
  readonly body: Body;
}

/**
 * Reads this page and those after it. What came before a failure is returned with the failure, so that it is not taken for everything. A link that
 * was followed before ends it: the pages lead in a circle. An empty page does not, as some servers filter after paging.
 */
export async function collect(
  get: Get,
  type: string,
  first: FirstPage,
  base: URL,
  maxPages: number,
): Promise<Omit<Answer, 'plain'>> {
  const resources: Resource[] = [];
  const origins = new Map<Resource, string>();
  const followed = new Set([spelledOneWay(`${rootOf(base)}${first.path}`)]);
  let [body, entries, results, total] = [first.body, 0, 0, 0];
  const end = (failure: Failure | undefined, { more = false, leftOut = 0 } = {}) => ({
    resources,
    origins,
    leftOut,
    failure,
    more,
  });
  for (let pages = 1; ; pages += 1) {
    if ('failure' in body) return end(body.failure);
    const page = readBundle(body.value, [type], maxOfSource - entries);
    if (page === undefined) return end('malformed');
    for (const one of page.resources) resources.push(one);
    for (const [one, address] of page.origins) origins.set(one, address);
    entries += page.entries;
    results += page.results;
    // Some servers say it on the first page alone.
    total = page.total ?? total;
    if (page.leftOut > 0) return end('over-budget', { leftOut: page.leftOut });
    if (page.faults.length > 0) return end('incomplete');
    if (page.next === undefined) return end(results < total ? 'incomplete' : undefined);
    if (maxPages === 1) return end(undefined, { more: true });
    const next = onBase(page.next, base);
    const spelled = next && spelledOneWay(next);
    if (pages >= maxPages || (spelled !== undefined && followed.has(spelled))) return end('incomplete');
    if (spelled !== undefined) followed.add(spelled);
    body = await get(type, next);
  }
}

/** An address with its parameters in order, each escaped in one way (RFC 3986, 6.2.2). */
function spelledOneWay(address: string): string {
  const { origin, pathname, searchParams } = new URL(address);
  searchParams.sort();
  return `${origin}${pathname}?${searchParams}`;
}

const rootOf = (base: URL) => `${withoutTrailingSlash(base.href)}/`;

/** A page link made absolute, if it stays on the base: the token must never go elsewhere. */
function onBase(link: string, base: URL): string | undefined {
  const address = link === '' ? null : URL.parse(link, rootOf(base));
  if (address === null || address.origin !== base.origin || address.username || address.password) return undefined;
  const root = withoutTrailingSlash(base.pathname);
  return address.pathname === root || address.pathname.startsWith(`${root}/`) ? address.href : undefined;
}
