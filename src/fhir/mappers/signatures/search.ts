import type { Booking } from '../../../history/history.ts';
import { count, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { type FhirPath, maxPathLength, parseFhirPath } from '../../record/fhirpath.ts';
import type { Evaluation } from '../../record/fhirpath-values.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isHeld } from '../visits/contact.ts';

/** The record as signs are looked for in it. */
export interface Search {
  readonly context: Context;
  /** The person's own resources of a type that may be a sign. */
  resources(type: string): readonly IdentifiedResource[];
  /** What an expression selects in resources of a type; nothing, and counted, where it can't be used. */
  path(expression: string, type: string): FhirPath;
  /** Its budget is for all signs of all notes together, as each of them is looked for in the whole record. */
  readonly evaluation: Evaluation;
}

/** Enough for dozens of signs in a record of thousands of entries; a tenth of a second at most. */
const maxElements = 3_000_000;
/** Parsing a character of an expression costs about as much as looking at this many elements. */
const costOfCharacter = 50;

/** Opens the record for a search for signs. */
export function searchFor(context: Context, bookings: readonly Booking[]): Search {
  const { tally, record } = context;
  const budget = { left: maxElements };
  const missed = new Set(bookings.filter(({ state }) => state === 'missed').map(({ reference }) => reference));
  const resources = memoized((type) => record.own(type).filter((one) => mayBeSign(one, missed, context)));
  const parsed = memoized((expression) => {
    if (budget.left < 0) return undefined;
    if (expression.length <= maxPathLength) budget.left -= expression.length * costOfCharacter;
    return parseFhirPath(expression);
  });
  const path: Search['path'] = (expression, type) => {
    const found = parsed(expression);
    if (found === undefined) count(tally, 'unknown-path');
    const [first, ...others] = found ?? [];
    return first?.kind === 'element' && first.name === type ? others : (found ?? []);
  };
  return { context, resources, path, evaluation: { budget, tally, resolve: resolver(context, resources, budget) } };
}

/** Follows references to what may contribute: what is contained, staff and places, and what may itself be a sign. */
function resolver(
  { record }: Context,
  resources: Search['resources'],
  budget: Evaluation['budget'],
): Evaluation['resolve'] {
  const own = memoized((type) => {
    const all = resources(type);
    budget.left -= all.length;
    return new Map(all.map((one) => [`${type}/${one.id}`, one]));
  });
  const shared = memoized((type) => new Set<JsonObject>(record.shared(type)));
  return (reference, container) => {
    const { key = '', type = '', resource } = record.follow(reference, container) ?? {};
    if (resource !== undefined && key.includes('#')) return { resource, container };
    const found = resource !== undefined && shared(type).has(resource) ? resource : own(type).get(key);
    return found && { resource: found, container: found };
  };
}

function memoized<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: find(key) };
    known.set(key, found);
    return found.value;
  };
}

/** Statuses of resources of any type that were only planned, or were withdrawn. */
const statusesOfNoSign: readonly unknown[] = ['draft', 'planned', 'preparation', 'cancelled', 'revoked'];

/** It happened; an appointment with status `noshow` must have been missed by the person and not by the practice. */
function mayBeSign(one: IdentifiedResource, missed: ReadonlySet<string>, context: Context): boolean {
  if (one.resourceType === 'Encounter') return isHeld(one, context);
  // A cancelled appointment may be the sign.
  if (one.resourceType !== 'Appointment' && statusesOfNoSign.includes(one.status)) return false;
  return one.resourceType !== 'Appointment' || one.status !== 'noshow' || missed.has(`Appointment/${one.id}`);
}
