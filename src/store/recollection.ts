import { LRUCache } from 'lru-cache';
import type { Answer, Meeting, Opening, Outcome, Showing, Shown } from './store.ts';

type Person = Pick<Opening, 'tenant' | 'patient'>;

/** What one process has read, shown and been told of late, of so many people at most. */
export interface Recollection {
  /** Takes in what the store tells. */
  read(person: Person, told: readonly Showing[]): void;
  /** How many of the cards shown are new to this process. */
  opened(opening: Opening): number;
  answered(answers: readonly Answer[]): void;
  forget(person: Person): void;
  /** First shown first. */
  of(meeting: Meeting): readonly Showing[];
}

export function createRecollection(most: number): Recollection {
  const people = new LRUCache<string, Map<string, Showing>>({ max: most });

  const keep = (person: Person, showings: readonly Showing[]) => {
    if (showings.length === 0) return;
    const known = people.get(keyOf(person)) ?? new Map<string, Showing>();
    for (const showing of showings) known.set(showing.card, merge(known.get(showing.card), showing));
    people.set(keyOf(person), known);
  };

  return {
    read: keep,
    opened: (opening) => {
      const known = people.get(keyOf(opening));
      const fresh = opening.shown.filter(({ card }) => known?.has(card) !== true).length;
      keep(
        opening,
        opening.shown.map((shown) => newShowing(opening, shown)),
      );
      return fresh;
    },
    answered: (answers) => {
      const latest = new Map<string, Outcome | undefined>();
      for (const answer of answers) {
        const key = tenantPart(answer) + answer.card.toLowerCase();
        latest.set(key, later(latest.get(key), answer));
      }
      for (const [person, known] of people.entries()) {
        for (const [card, showing] of known) {
          const outcome = latest.get(person.slice(0, person.lastIndexOf(' ') + 1) + card);
          if (outcome !== undefined) known.set(card, { ...showing, outcome: later(showing.outcome, outcome) });
        }
      }
    },
    forget: (person) => void people.delete(keyOf(person)),
    of: (meeting) =>
      [...(people.get(keyOf(meeting))?.values() ?? [])]
        .map((showing) => ({
          ...showing,
          own: showing.clinicians.some((clinician) => meeting.clinicians.includes(clinician)),
        }))
        .sort((a, b) => a.firstShown - b.firstShown),
  };
}

function tenantPart({ tenant }: Pick<Person, 'tenant'>): string {
  return `${JSON.stringify(tenant)} `;
}

function keyOf(person: Person): string {
  return tenantPart(person) + person.patient;
}

function newShowing({ service, clinicians, at }: Opening, shown: Shown): Showing {
  return { ...shown, service, clinicians, own: false, firstShown: at, lastShown: at, outcome: undefined };
}

function merge(one: Showing | undefined, other: Showing): Showing {
  if (one === undefined) return other;
  return {
    ...other,
    clinicians: [...new Set([...one.clinicians, ...other.clinicians])],
    firstShown: Math.min(one.firstShown, other.firstShown),
    lastShown: Math.max(one.lastShown, other.lastShown),
    outcome: later(one.outcome, other.outcome),
  };
}

/** The second where both are of one time. */
function later(one: Outcome | undefined, other: Outcome | undefined): Outcome | undefined {
  const latest = one === undefined || (other !== undefined && other.at >= one.at) ? other : one;
  return latest && { outcome: latest.outcome, reason: latest.reason, at: latest.at };
}
