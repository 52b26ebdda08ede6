import fc from 'fast-check';

/** One change of a JSON value, at a place that is chosen by number among all that it then has. */
export type Mutation = { readonly at: number; readonly near: boolean } & (
  | { readonly how: 'delete' | 'wrap' | 'double' | 'empty' | 'as-text' }
  | { readonly how: 'swap'; readonly with: number }
  | { readonly how: 'put'; readonly value: unknown }
  | { readonly how: 'add'; readonly key: string; readonly value: unknown }
);

type Place = { readonly of: Record<string, unknown>; readonly key: string };

/** Appears in what is put in, and must appear in nothing that is told of it. */
export const injected = 'xqinjected';

const texts = [
  '',
  ' ',
  injected,
  `Practitioner/${injected}`,
  `../${injected}?y`,
  `<script>${injected}</script>`,
  `'; drop table ${injected}; --`,
  '\u0000',
  '\ud800',
  '\u202e\u2066',
  '👩🏽‍⚕️'.repeat(40),
  'e\u0301'.repeat(200),
  '[x](javascript:x) `*_~|',
  '{0} {x, plural, other {#}}',
  '{{context.patientId}}',
  '#contained',
  'urn:uuid:',
  '0000-01-01',
  '9999-12-31T23:59:59.999+14:00',
  '2026-02-30',
  '2026',
  '-271821-04-20T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'NaN',
  'entered-in-error',
  'Bundle',
  'OperationOutcome',
  '-1',
  'x'.repeat(10_000),
];
const keys = [injected, '', '__proto__', 'constructor', 'prototype', 'toString', 'then', 'length', '0', 'resourceType'];
const resources = [
  { resourceType: 'OperationOutcome', issue: [] },
  { resourceType: 'Bundle', type: 'searchset', entry: injected },
  { resourceType: 'Bundle', type: 'searchset', entry: [null, 1, {}, { resource: null }] },
  { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: 'http://169.254.169.254/' }] },
  { resourceType: 'Patient', id: 'another-person' },
  { resourceType: injected, id: injected },
];
const values = fc.oneof(
  fc.constantFrom<unknown>(...texts),
  fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1e308, 5e-324, 2 ** 53, [], {}, [null], [[]], [[[{}]]], {
    '': '',
  }),
  fc.constantFrom<unknown>(...resources),
  fc.jsonValue({ maxDepth: 2 }),
);
const place = { at: fc.nat(1_000_000), near: fc.constantFrom(true, false, false) };

/** Any one change. */
export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ ...place, how: fc.constantFrom('delete', 'wrap', 'double', 'empty', 'as-text') }),
  fc.record({ ...place, how: fc.constant('swap'), with: fc.nat(1_000_000) }),
  fc.record({ ...place, how: fc.constant('put'), value: values }),
  fc.record({ ...place, how: fc.constant('add'), key: fc.constantFrom(...keys), value: values }),
);

/** The value as JSON, after all of these changes, one after another. */
export function mutated(text: string, changes: readonly Mutation[]): string {
  const root = { body: JSON.parse(text) as unknown };
  for (const change of changes) {
    const all = placesIn(root, change.near ? 3 : Number.POSITIVE_INFINITY);
    const chosen = all[change.at % all.length];
    if (chosen !== undefined) mutate(chosen, change, all);
  }
  return JSON.stringify(root.body) ?? '';
}

/** Every place of a value, down to so many levels. */
function placesIn(root: object, levels: number): Place[] {
  const places: Place[] = [];
  const walk = (of: Record<string, unknown>, left: number) => {
    for (const key of Object.keys(of)) {
      places.push({ of, key });
      const value = of[key];
      if (typeof value === 'object' && value !== null && left > 1) walk(value as Record<string, unknown>, left - 1);
    }
  };
  walk(root as Record<string, unknown>, levels);
  return places;
}

function mutate({ of, key }: Place, change: Mutation, all: readonly Place[]): void {
  const value = of[key];
  switch (change.how) {
    case 'delete':
      if (Array.isArray(of)) of.splice(Number(key), 1);
      else delete of[key];
      return;
    case 'swap': {
      const other = all[change.with % all.length];
      if (other === undefined) return;
      // Copies: a value must not come to stand within itself.
      const [one, two] = [structuredClone(value), structuredClone(other.of[other.key])];
      of[key] = two;
      other.of[other.key] = one;
      return;
    }
    case 'add':
      // As JSON would: `__proto__` becomes a key like any other.
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) define(value, change.key, change.value);
      return;
    default:
      of[key] = changed(value, change);
  }
}

function changed(value: unknown, change: Mutation): unknown {
  switch (change.how) {
    case 'put':
      return structuredClone(change.value);
    case 'wrap':
      return [value];
    case 'double':
      return Array.isArray(value) ? [...value, ...structuredClone(value)] : String(JSON.stringify(value)).repeat(2);
    case 'as-text':
      return JSON.stringify(value);
    default:
      return Array.isArray(value) ? [] : typeof value === 'object' ? {} : '';
  }
}

function define(value: object, key: string, added: unknown): void {
  Object.defineProperty(value, key, {
    value: structuredClone(added),
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
