import type { Answer, Budget, Opening, Outcome, Question, Remembered, Showing, Shown } from './store.ts';

type Person = Pick<Opening, 'tenant' | 'patient'>;

/** What one process has read, shown and been told of late, of so many people at most. */
export interface Recollection {
  /** Takes in what the store tells. */
  read(question: Question, told: Remembered): void;
  opened(opening: Opening): void;
  answered(answers: readonly Answer[]): void;
  forget(person: Person): void;
  of(question: Question): { readonly showings: readonly Showing[]; readonly budget: Budget | undefined };
}

export function createRecollection(most: number): Recollection {
  const people = createRecent<Map<string, Showing>>(most);
  const budgets = createRecent<Budget>(most);

  const keep = (person: Person, showings: readonly Showing[]) => {
    if (showings.length === 0) return;
    const known = people.get(keyOf(person)) ?? new Map<string, Showing>();
    for (const showing of showings) known.set(showing.card, merge(known.get(showing.card), showing));
    people.set(keyOf(person), known);
  };

  return {
    read: (question, told) => {
      keep(question, told.showings);
      budgets.set(askerOf(question), told.budget);
    },
    opened: (opening) => {
      keep(
        opening,
        opening.shown.map((shown) => newShowing(opening, shown)),
      );
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
    forget: (person) => people.delete(keyOf(person)),
    of: (question) => {
      const showings = [...(people.get(keyOf(question))?.values() ?? [])].map((showing) => ({
        ...showing,
        own: showing.clinicians.some((clinician) => question.clinicians.includes(clinician)),
      }));
      showings.sort((a, b) => a.firstShown - b.firstShown);
      return { showings, budget: budgets.get(askerOf(question)) };
    },
  };
}

function tenantPart({ tenant }: Pick<Person, 'tenant'>): string {
  return `${JSON.stringify(tenant)} `;
}

function keyOf(person: Person): string {
  return tenantPart(person) + person.patient;
}

function askerOf({ tenant, clinicians, budget }: Question): string {
  return JSON.stringify([tenant, budget.hook, ...clinicians]);
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

/** A map of so many entries, without the one that was set longest ago. */
function createRecent<V>(most: number) {
  const entries = new Map<string, V>();
  return {
    get: (key: string) => entries.get(key),
    set: (key: string, value: V) => {
      entries.delete(key);
      entries.set(key, value);
      const oldest = entries.size > most ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
    },
    delete: (key: string) => void entries.delete(key),
    entries: () => entries.entries(),
  };
}
