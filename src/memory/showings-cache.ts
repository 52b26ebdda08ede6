import { LRUCache } from 'lru-cache';
import type {
  CardFeedback,
  CardShowing,
  ClinicianPatientPair,
  OpeningRecord,
  Outcome,
  ShownCard,
} from '../store/store.ts';

type Person = Pick<OpeningRecord, 'tenant' | 'patient'>;

/** The cards shown to recently seen patients, as one process has read, shown and received feedback on them. */
export interface ShowingsCache {
  /** Replaces a patient's cards with those in the store, keeping cards of `unflushed` openings. */
  replaceWithStored(person: Person, stored: readonly CardShowing[], unflushed: readonly OpeningRecord[]): void;
  /** Adds an opening; returns how many of its cards this process had not seen. */
  addOpening(opening: OpeningRecord): number;
  applyFeedback(items: readonly CardFeedback[]): void;
  delete(person: Person): void;
  /** Ordered by first showing. */
  get(pair: ClinicianPatientPair): readonly CardShowing[];
}

type Cards = ReadonlyMap<string, CardShowing>;

const day = 24 * 60 * 60 * 1000;
const approximateBytes = { person: 8192, showing: 600, id: 90 };

/**
 * At most `maxPeople` patients, each for a day, which bounds how long an erasure made by another replica goes
 * unnoticed.
 */
export function createShowingsCache(maxPeople: number): ShowingsCache {
  const people = new LRUCache<string, Cards>({
    max: maxPeople,
    maxSize: maxPeople * approximateBytes.person,
    sizeCalculation: sizeOf,
    ttl: day,
    ttlAutopurge: true,
  });

  const store = (person: Person, showings: readonly CardShowing[], cached: Cards = new Map()) => {
    const cards = new Map(cached);
    for (const showing of showings) cards.set(showing.card, merge(cards.get(showing.card), showing));
    if (cards.size === 0) people.delete(keyOf(person));
    else people.set(keyOf(person), cards);
  };

  return {
    replaceWithStored: (person, stored, unflushed) => {
      const cached = people.get(keyOf(person)) ?? new Map<string, CardShowing>();
      const unflushedHere = unflushed.filter((opening) => keyOf(opening) === keyOf(person));
      const present = new Set([...stored, ...unflushedHere.flatMap(({ shown }) => shown)].map(({ card }) => card));
      store(person, stored, new Map([...cached].filter(([card]) => present.has(card))));
    },
    addOpening: (opening) => {
      const cached = people.get(keyOf(opening));
      const newCards = opening.shown.filter(({ card }) => cached?.has(card) !== true).length;
      const shown = opening.shown.map((card) => newShowing(opening, card));
      if (shown.length > 0) store(opening, shown, cached);
      return newCards;
    },
    applyFeedback: (items) => {
      const latest = latestOutcomesByCard(items);
      // A copy: setting an entry moves it to the front, from where a live iteration would go round for ever.
      for (const [person, cached] of [...people.entries()]) {
        const tenant = person.slice(0, person.lastIndexOf(' ') + 1);
        if (![...cached.keys()].some((card) => latest.has(tenant + card))) continue;
        const cards = withOutcomes(cached, (card) => latest.get(tenant + card));
        people.set(person, cards, { noUpdateTTL: true });
      }
    },
    delete: (person) => void people.delete(keyOf(person)),
    get: (pair) =>
      [...(people.get(keyOf(pair))?.values() ?? [])]
        .map((showing) => ({
          ...showing,
          own: showing.clinicians.some((clinician) => pair.clinicians.includes(clinician)),
        }))
        .sort((a, b) => a.firstShown - b.firstShown),
  };
}

/** Keyed by tenant and card. */
function latestOutcomesByCard(items: readonly CardFeedback[]): ReadonlyMap<string, Outcome | undefined> {
  const latest = new Map<string, Outcome | undefined>();
  for (const item of items) {
    const key = tenantPart(item) + item.card.toLowerCase();
    latest.set(key, laterOutcome(latest.get(key), item));
  }
  return latest;
}

function withOutcomes(cards: Cards, outcomeOf: (card: string) => Outcome | undefined): Cards {
  return new Map(
    [...cards].map(([card, showing]) => [
      card,
      { ...showing, outcome: laterOutcome(showing.outcome, outcomeOf(card)) },
    ]),
  );
}

/** Approximate bytes that a patient's cards take. */
function sizeOf(cards: Cards, key: string): number {
  let size = key.length + 1;
  for (const { clinicians, suggestions } of cards.values())
    size += approximateBytes.showing + approximateBytes.id * (clinicians.length + suggestions.length);
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
    outcome: laterOutcome(one.outcome, other.outcome),
  };
}

/** The second one if both have the same time. */
function laterOutcome(one: Outcome | undefined, other: Outcome | undefined): Outcome | undefined {
  const latest = one === undefined || (other !== undefined && other.at >= one.at) ? other : one;
  return latest && { outcome: latest.outcome, reason: latest.reason, at: latest.at };
}
