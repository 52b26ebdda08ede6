import fc from 'fast-check';
import { oddAlternatives, oddKeys, oddValues } from './odd-values.ts';

/**
 * One change of a JSON value. Its place is chosen by number: `at` among the distinct paths, `which` among the places on that
 * path, so that the one name of a patient is changed as often as the start of a hundred visits.
 */
export type Mutation = { readonly at: number; readonly which: number } & (
  | { readonly how: 'delete' | 'wrap' | 'empty' | 'as-text' | 'nest' }
  | { readonly how: 'swap' | 'borrow'; readonly other: number }
  | { readonly how: 'odd'; readonly other: number; readonly every: boolean }
  | { readonly how: 'repeat'; readonly times: number; readonly renamed: boolean }
  | { readonly how: 'put'; readonly value: unknown }
  | { readonly how: 'add'; readonly key: string; readonly value: unknown }
);

/** A value within another, with its path, in which `*` stands for the index of any list. */
interface Place {
  readonly of: Record<string, unknown>;
  readonly key: string;
  readonly path: string;
}

const number = fc.nat(1_000_000);
const place = { at: number, which: number };
const value = fc.oneof(fc.constantFrom(...oddValues), fc.jsonValue({ maxDepth: 2 }));

/** Any one change; most keep the kind of value, so that what is changed is still read to its end. */
const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...place, how: fc.constant('odd'), other: number, every: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ ...place, how: fc.constant('borrow'), other: number }) },
  { weight: 3, arbitrary: fc.record({ ...place, how: fc.constantFrom('delete', 'wrap', 'empty', 'as-text', 'nest') }) },
  { weight: 1, arbitrary: fc.record({ ...place, how: fc.constant('swap'), other: number }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...place,
      how: fc.constant('repeat'),
      times: fc.constantFrom(2, 10, 100),
      renamed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...place, how: fc.constant('put'), value }) },
  { weight: 1, arbitrary: fc.record({ ...place, how: fc.constant('add'), key: fc.constantFrom(...oddKeys), value }) },
);

/** From one change to so many. */
export function mutations(most: number): fc.Arbitrary<Mutation[]> {
  return fc.array(anyMutation, { minLength: 1, maxLength: most });
}

/** A copy of a JSON value after all of these changes, one after another; only the upper `levels` are changed. */
export function mutated(original: unknown, changes: readonly Mutation[], levels = Number.POSITIVE_INFINITY): unknown {
  const root = { root: structuredClone(original) };
  for (const change of changes) {
    const paths = [...Map.groupBy(placesIn(root, levels), ({ path }) => path).values()];
    const alike = pick(paths, change.at) ?? [];
    const chosen = pick(alike, change.which);
    if (chosen !== undefined) mutate(chosen, change, alike, paths.flat());
  }
  return root.root ?? null;
}

function pick<T>(all: readonly T[], at: number): T | undefined {
  return all[at % all.length];
}

function placesIn(root: object, levels: number): Place[] {
  const places: Place[] = [];
  const walk = (of: Record<string, unknown>, path: string, left: number) => {
    for (const [key, inner] of Object.entries(of)) {
      const own = `${path}/${Array.isArray(of) ? '*' : key}`;
      places.push({ of, key, path: own });
      if (isObject(inner) && left > 1) walk(inner, own, left - 1);
    }
  };
  walk(root as Record<string, unknown>, '', levels);
  return places;
}

function mutate(chosen: Place, change: Mutation, alike: readonly Place[], all: readonly Place[]): void {
  const { of, key } = chosen;
  switch (change.how) {
    case 'delete':
      if (Array.isArray(of)) of.splice(Number(key), 1);
      else delete of[key];
      return;
    case 'odd':
      for (const one of change.every ? alike : [chosen])
        set(one, pick(oddAlternatives(one.key, one.of[one.key]), change.other));
      return;
    case 'borrow':
      borrow(chosen, change.other, all);
      return;
    case 'swap': {
      const other = pick(all, change.other);
      if (other === undefined) return;
      // Both are copied: a value must not come to stand within itself.
      const [one, two] = [structuredClone(of[key]), structuredClone(other.of[other.key])];
      define(of, key, two);
      define(other.of, other.key, one);
      return;
    }
    case 'add':
      if (isObject(of[key]) && !Array.isArray(of[key])) define(of[key], change.key, structuredClone(change.value));
      return;
    default:
      set(chosen, changed(of[key], change));
  }
}

/** Takes the value that stands elsewhere under the same name: another's id, a code of another resource. */
function borrow(chosen: Place, other: number, all: readonly Place[]): void {
  const lender = pick(
    all.filter(({ key, of }) => key === chosen.key && of !== chosen.of),
    other,
  );
  if (lender !== undefined) set(chosen, lender.of[lender.key]);
}

function changed(value: unknown, change: Mutation): unknown {
  switch (change.how) {
    case 'put':
      return change.value;
    case 'wrap':
      return [value];
    case 'repeat':
      return repeated(value, change.times, change.renamed);
    case 'as-text':
      return JSON.stringify(value);
    case 'nest':
      return Array.from({ length: 10 }).reduce((inner) => ({ extension: [inner] }), value);
    default:
      return Array.isArray(value) ? [] : isObject(value) ? {} : '';
  }
}

/** Many of what a list holds, each with an id of its own where they are `renamed`; of a text one that is longer. */
function repeated(value: unknown, times: number, renamed: boolean): unknown {
  if (typeof value === 'string') return value.repeat(Math.min(times, Math.ceil(10_000 / (value.length + 1))));
  if (!Array.isArray(value)) return Array.from({ length: times }, () => structuredClone(value));
  const most = Math.max(1, Math.min(times, Math.ceil(500 / (value.length + 1))));
  return Array.from({ length: most }, (_, n) => {
    const copy = structuredClone(value);
    return renamed && n > 0 ? renamedCopies(copy, n) : copy;
  }).flat();
}

function renamedCopies(items: unknown[], n: number): unknown[] {
  for (const item of items) {
    const resource = isObject(item) && isObject(item.resource) ? item.resource : item;
    if (isObject(resource) && 'id' in resource) resource.id = `${String(resource.id)}-${n}`;
  }
  return items;
}

function set({ of, key }: Place, value: unknown): void {
  define(of, key, structuredClone(value));
}

/** As JSON.parse would: `__proto__` becomes a key like any other. */
function define(owner: object, key: string, added: unknown): void {
  const own = { enumerable: true, writable: true, configurable: true };
  Object.defineProperty(owner, key, { value: added, ...own });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
