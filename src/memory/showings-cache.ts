import { LRUCache } from 'lru-cache';
import type { Answer, CardShowing, ClinicianPatientPair, OpeningRecord, Outcome, ShownCard } from '../store/store.ts';

type Person = Pick<OpeningRecord, 'tenant' | 'patient'>;

/** What one process has read, shown and been told of late, of a number of people. */
export interface Recollection {
  /** Takes in what the store tells; of what it does not tell only the cards of `unwritten` openings stay. */
  read(person: Person, stored: readonly CardShowing[], unwritten: readonly OpeningRecord[]): void;
  /** How many of the cards shown are new to this process. */
  opened(opening: OpeningRecord): number;
  answered(answers: readonly Answer[]): void;
  forget(person: Person): void;
  /** First shown first. */
  of(meeting: ClinicianPatientPair): readonly CardShowing[];
}

type Cards = ReadonlyMap<string, CardShowing>;

const day = 24 * 60 * 60 * 1000;
const bytes = { person: 8192, showing: 600, id: 90 };

/** Of at most `most` people, each for a day: a person who is erased at another replica is not remembered for longer. */
export function createShowingsCache(most: number): Recollection {
  const people = new LRUCache<string, Cards>({
    max: most,
    maxSize: most * bytes.person,
    sizeCalculation: sizeOf,
    ttl: day,
    ttlAutopurge: true,
  });

  const keep = (person: Person, showings: readonly CardShowing[], known: Cards = new Map()) => {
    const cards = new Map(known);
    for (const showing of showings) cards.set(showing.card, merge(cards.get(showing.card), showing));
    if (cards.size === 0) people.delete(keyOf(person));
    else people.set(keyOf(person), cards);
  };

  return {
    read: (person, stored, unwritten) => {
      const known = people.get(keyOf(person)) ?? new Map<string, CardShowing>();
      const about = unwritten.filter((opening) => keyOf(opening) === keyOf(person));
      const present = new Set([...stored, ...about.flatMap(({ shown }) => shown)].map(({ card }) => card));
      keep(person, stored, new Map([...known].filter(([card]) => present.has(card))));
    },
    opened: (opening) => {
      const known = people.get(keyOf(opening));
      const fresh = opening.shown.filter(({ card }) => known?.has(card) !== true).length;
      const shown = opening.shown.map((one) => newShowing(opening, one));
      if (shown.length > 0) keep(opening, shown, known);
      return fresh;
    },
    answered: (answers) => {
      const latest = latestOutcomes(answers);
      for (const [person, known] of people.entries()) {
        const tenant = person.slice(0, person.lastIndexOf(' ') + 1);
        if (![...known.keys()].some((card) => latest.has(tenant + card))) continue;
        const cards = withOutcomes(known, (card) => latest.get(tenant + card));
        people.set(person, cards, { noUpdateTTL: true });
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

/** By tenant and card. */
function latestOutcomes(answers: readonly Answer[]): ReadonlyMap<string, Outcome | undefined> {
  const latest = new Map<string, Outcome | undefined>();
  for (const answer of answers) {
    const key = tenantPart(answer) + answer.card.toLowerCase();
    latest.set(key, later(latest.get(key), answer));
  }
  return latest;
}

function withOutcomes(cards: Cards, outcomeOf: (card: string) => Outcome | undefined): Cards {
  return new Map([...cards].map(([card, one]) => [card, { ...one, outcome: later(one.outcome, outcomeOf(card)) }]));
}

/** About as many bytes as a person's cards take. */
function sizeOf(cards: Cards, key: string): number {
  let size = key.length + 1;
  for (const { clinicians, suggestions } of cards.values())
    size += bytes.showing + bytes.id * (clinicians.length + suggestions.length);
  return size;
}

function tenantPart({ tenant }: Pick<Person, 'tenant'>): string {
  return `${JSON.stringify(tenant)} `;
}

function keyOf(person: Person): string {
  return tenantPart(person) + person.patient;
}

function newShowing({ service, clinicians, at }: OpeningRecord, shown: ShownCard): CardShowing {
  return { ...shown, service, clinicians, own: false, firstShown: at, lastShown: at, outcome: undefined };
}

function merge(one: CardShowing | undefined, other: CardShowing): CardShowing {
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
