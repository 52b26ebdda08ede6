import type { VisitKind } from '../count-indices.ts';

/** What is counted by month and list: `visits` of a list's people, `own` of them with its GP, `ofGp` all visits of that GP. */
export type Monthly = 'visits' | 'own' | 'ofGp' | 'people';

/** Stands in an id for the sum over months, lists or groups. */
export const all = 'all';

/** Least shares of UPC of which it is reported how many people reach them. */
export const leastShares = ['0.4', '0.7'] as const;
export type LeastShare = (typeof leastShares)[number];

/** The names of the cells of a practice's report. */
export const ids = {
  people: (why: string) => `people ${why}`,
  listPeople: (list: string) => `list ${list} people`,
  listComputed: (list: string) => `list ${list} computed`,
  monthly: (what: Monthly, month: string, list: string) => `${what} ${month} ${list}`,
  state: (kind: VisitKind, state: string) => `${kind} ${state}`,
  reached: (kind: VisitKind, least: LeastShare) => `${kind} at least ${least}`,
  groupComputed: (age: string, conditions: string) => `group ${age} ${conditions} computed`,
  groupReached: (age: string, conditions: string, least: LeastShare) => `group ${age} ${conditions} at least ${least}`,
  length: (band: string) => `length ${band}`,
  departed: (what: string, answer: string) => `departed ${what} ${answer}`,
  nameless: 'nameless',
  contacts: 'contacts',
} as const;
