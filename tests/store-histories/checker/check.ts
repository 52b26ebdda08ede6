import { type History, printed } from '../history.ts';
import { type Facts, factsOf, type Violation } from './facts.ts';
import { forgetting, keeping, retention } from './rows.ts';
import { oneId, quiet } from './speaking.ts';

/** What must hold for every history, by name. */
export const invariants = {
  'an acknowledged answer is kept': keeping.answers,
  'what is quiet stays quiet': quiet,
  'one card has one id': oneId,
  'each opening counts once': keeping.counts,
  'what was shown is kept': keeping.showings,
  'the forgotten stay forgotten': forgetting,
  'nothing is kept too long': retention,
  'every replica recovers': ({ history: { notRecovered } }: Facts) =>
    notRecovered.map((process): Violation => ({ about: process, entries: [] })),
} as const satisfies Readonly<Record<string, (facts: Facts) => readonly Violation[]>>;

export type Invariant = keyof typeof invariants;

/** The invariants that a history breaks, each with all that breaks it. */
export function check(history: History): ReadonlyMap<Invariant, readonly Violation[]> {
  const facts = factsOf(history);
  const all = Object.entries(invariants) as [Invariant, (facts: Facts) => readonly Violation[]][];
  return new Map(all.map(([name, of]) => [name, of(facts)] as const).filter(([, broken]) => broken.length > 0));
}

/** Each broken invariant with the calls that first show it, to read. */
export function explained(broken: ReadonlyMap<Invariant, readonly Violation[]>): string {
  return [...broken]
    .map(([name, violations]) => {
      const { about, entries } = violations[0] ?? { about: '', entries: [] };
      return `NOT SO (${violations.length} times): ${name}: ${about}\n${printed(entries)}`;
    })
    .join('\n');
}
