import type { Fact, Finding } from '../detectors/detector.ts';
import type { Part } from '../history/history.ts';
import { isClinician, isList } from './fact-shapes.ts';
import { clean, fullName } from './names.ts';

/** The extension of a card that holds its evidence. */
export const evidenceExtension = 'org.secure-base.evidence';

/**
 * The evidence of a card: `counted`, `notCounted`, `facts` (a clinician as reference and name) and `unread`, without
 * empty members.
 */
export function evidenceOf({ counted, notCounted, facts }: Finding, unread: readonly Part[]): Record<string, unknown> {
  const plain = Object.entries(facts).map(([name, fact]) => [name, fact === undefined ? undefined : plainFact(fact)]);
  return pruned({ counted, notCounted, facts: Object.fromEntries(plain), unread }) ?? {};
}

function plainFact(fact: Fact): unknown {
  if (typeof fact === 'string') return clean(fact);
  if (typeof fact !== 'object') return fact;
  if (isList(fact)) return fact.map(plainFact);
  if (isClinician(fact)) return { reference: fact.reference, name: fullName(fact.name) };
  return Object.fromEntries(
    Object.entries(fact).map(([name, inner]) => [name, inner === undefined ? undefined : plainFact(inner)]),
  );
}

/** The value without empty members; undefined if nothing is left (CDS Hooks, "Use of JSON"). */
function pruned<T>(value: T): T | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value !== 'object') return value;
  const list = Array.isArray(value);
  const remaining = Object.entries(value).flatMap(([name, inner]) => {
    const left = pruned(inner);
    return left === undefined ? [] : [[name, left] as const];
  });
  if (remaining.length === 0) return undefined;
  return (list ? remaining.map(([, inner]) => inner) : Object.fromEntries(remaining)) as T;
}
