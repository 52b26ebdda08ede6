import { describe, expect, test } from '@jest/globals';
import type { Body, Get } from '#src/fhir/client/answer.ts';
import { collect } from '#src/fhir/client/paging.ts';

const base = new URL('https://ehr.example/fhir');

/** A page with these ids that leads to another. */
function page(next: string | undefined, ...ids: readonly string[]): { readonly value: object } {
  const entry = ids.map((id) => ({ resource: { resourceType: 'Task', id } }));
  const link = next === undefined ? [] : [{ relation: 'next', url: next }];
  return { value: { resourceType: 'Bundle', type: 'searchset', entry, link } };
}

/** Reads a search whose first page is at `Task?patient=p&_count=2`, and the others where they are; what was asked for. */
async function read(first: Body, others: Readonly<Record<string, Body>> = {}) {
  const asked: string[] = [];
  const get: Get = async (_, address) => {
    if (address === undefined) return { failure: 'off-base' };
    asked.push(address.slice(base.href.length + 1));
    return others[asked.at(-1) ?? ''] ?? { failure: 'not-found' };
  };
  const answer = await collect(get, 'Task', { path: 'Task?patient=p&_count=2', body: first }, base, 50);
  return { asked, failure: answer.failure, ids: answer.resources.map(({ id }) => id) };
}

test('pages are followed to the last, which may be empty', async () => {
  const others = { 'Task?page=2': page('Task?page=3', 'c', 'd'), 'Task?page=3': page(undefined) };
  expect(await read(page('Task?page=2', 'a', 'b'), others)).toEqual({
    asked: ['Task?page=2', 'Task?page=3'],
    failure: undefined,
    ids: ['a', 'b', 'c', 'd'],
  });
});

describe('a page that leads back to itself, however its address is spelled, is not read again', () => {
  test.each([
    'Task?patient=p&_count=2',
    '?patient=p&_count=2',
    'Task?_count=2&patient=p',
    'Task?patient=%70&%5Fcount=2',
    'https://EHR.example:443/fhir/Task?_count=2&patient=p#top',
    'https://ehr.example/fhir/./x/../Task?patient=p&_count=2',
  ])('%s', async (next) => {
    const relative = next.startsWith('?') ? `Task${next}` : next;
    expect(await read(page(relative, 'a'))).toEqual({ asked: [], failure: 'incomplete', ids: ['a'] });
  });
});

test('pages that lead in a circle end where one was read before', async () => {
  const others = {
    'Task?page=2': page('Task?page=3', 'b'),
    'Task?page=3': page('Task?page=2', 'c'),
  };
  expect(await read(page('Task?page=2', 'a'), others)).toEqual({
    asked: ['Task?page=2', 'Task?page=3'],
    failure: 'incomplete',
    ids: ['a', 'b', 'c'],
  });
});

describe('the total is what all pages together should hold', () => {
  const withTotal = (total: number, one: { readonly value: object }): Body => ({ value: { ...one.value, total } });
  test.each<[string, Body, Body, string | undefined]>([
    ['on every page', withTotal(2, page('Task?page=2', 'a')), withTotal(2, page(undefined, 'b')), undefined],
    ['on the first page alone', withTotal(2, page('Task?page=2', 'a')), page(undefined, 'b'), undefined],
    ['of each page for itself', withTotal(1, page('Task?page=2', 'a')), withTotal(1, page(undefined, 'b')), undefined],
    ['more than came', withTotal(3, page('Task?page=2', 'a')), page(undefined, 'b'), 'incomplete'],
    [
      'more than came, as the last page says',
      page('Task?page=2', 'a'),
      withTotal(3, page(undefined, 'b')),
      'incomplete',
    ],
    [
      'put right on the last page',
      withTotal(9, page('Task?page=2', 'a')),
      withTotal(2, page(undefined, 'b')),
      undefined,
    ],
  ])('%s', async (_, first, second, failure) => {
    expect(await read(first, { 'Task?page=2': second })).toMatchObject({ failure, ids: ['a', 'b'] });
  });
});

test('a page off the base is asked for without its address', async () => {
  expect(await read(page('https://other.example/fhir/Task?page=2', 'a'))).toEqual({
    asked: [],
    failure: 'off-base',
    ids: ['a'],
  });
});

test('an empty page in between ends nothing, as some servers filter after paging', async () => {
  const others = { 'Task?page=2': page('Task?page=3'), 'Task?page=3': page(undefined, 'b') };
  expect(await read(page('Task?page=2', 'a'), others)).toMatchObject({ failure: undefined, ids: ['a', 'b'] });
});

test('pages that go on for ever end at the fiftieth', async () => {
  const get: Get = async (_, address = '') => page(`Task?page=${address.split('=')[1]}0`, 'b');
  const first = { path: 'Task?patient=p', body: page('Task?page=1', 'a') };
  expect(await collect(get, 'Task', first, base, 50)).toMatchObject({ failure: 'incomplete' });
});

test('more entries than one source may give are left out and counted, over all pages', async () => {
  const many = (from: number) => Array.from({ length: 15_000 }, (_, n) => `t${from + n}`);
  const get = async () => page('Task?page=3', ...many(15_000));
  const first = { path: 'Task?patient=p', body: page('Task?page=2', ...many(0)) };
  const answer = await collect(get, 'Task', first, base, 50);
  expect(answer).toMatchObject({ failure: 'over-budget', leftOut: 10_000 });
  expect(answer.resources).toHaveLength(20_000);
});
