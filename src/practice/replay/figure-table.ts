import type { Pseudonym } from '../../memory/pseudonyms.ts';

/** How many cards or findings, and of how many people at least. */
export interface Figure {
  readonly count: number;
  readonly people: number;
}

/** By what something is counted: a code, week or reason; undefined stands for all of them. */
export type FigureKey = readonly (string | number | undefined)[];

/** Sums by key. */
export interface FigureTable {
  /** Something of one person, whose pseudonym is known. */
  addOf(key: FigureKey, patient: Pseudonym): void;
  /** A number of things of an unknown number of people. */
  addMore(key: FigureKey, count: number): void;
  /** Of how many people, at least, the things are that were added without knowing of whom. */
  addPeople(key: FigureKey, people: number): void;
  get(key: FigureKey): Figure;
}

interface Sum {
  count: number;
  people: number;
  readonly patients: Set<Pseudonym>;
}

export function createFigureTable(): FigureTable {
  const sums = new Map<string, Sum>();
  const sumOf = (key: FigureKey): Sum => {
    const name = JSON.stringify(key);
    const sum = sums.get(name) ?? { count: 0, people: 0, patients: new Set() };
    sums.set(name, sum);
    return sum;
  };
  return {
    addOf: (key, patient) => {
      const sum = sumOf(key);
      sum.count += 1;
      sum.patients.add(patient);
    },
    addMore: (key, count) => {
      sumOf(key).count += count;
    },
    addPeople: (key, people) => {
      const sum = sumOf(key);
      sum.people = Math.max(sum.people, people);
    },
    get: (key) => {
      const { count, people, patients } = sumOf(key);
      return { count, people: Math.max(people, patients.size) };
    },
  };
}
