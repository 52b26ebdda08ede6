import { type History, printed } from '../history.ts';
import { type Facts, factsOf, type Violation } from './facts.ts';
import { erasure, persistence, retention } from './rows.ts';
import { oneId, quiet } from './silences.ts';

/** What must hold for every history, by name. */
export const invariants = {
  'acknowledged feedback is saved': persistence.answers,
  'a silenced card stays silenced': quiet,
  'one card has one id': oneId,
  'each opening is counted once': persistence.counts,
  'shown cards are saved': persistence.showings,
  'erased people stay erased': erasure,
  'nothing outlives its retention': retention,
  'every replica recovers': ({ history: { notRecovered } }: Facts) =>
    notRecovered.map((process): Violation => ({ about: process, entries: [] })),
} as const satisfies Readonly<Record<string, (facts: Facts) => readonly Violation[]>>;

export type Invariant = keyof typeof invariants;

/** The violated invariants, each with its violations. */
export function check(history: History): ReadonlyMap<Invariant, readonly Violation[]> {
  const facts = factsOf(history);
  const all = Object.entries(invariants) as [Invariant, (facts: Facts) => readonly Violation[]][];
  return new Map(all.map(([name, of]) => [name, of(facts)] as const).filter(([, broken]) => broken.length > 0));
}

/** Each violated invariant with the calls that first show it, as text. */
export function explained(broken: ReadonlyMap<Invariant, readonly Violation[]>): string {
  return [...broken]
    .map(([name, violations]) => {
      const { about, entries } = violations[0] ?? { about: '', entries: [] };
      return `VIOLATED (${violations.length} times): ${name}: ${about}\n${printed(entries)}`;
    })
    .join('\n');
}
