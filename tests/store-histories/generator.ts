import fc from 'fast-check';
import { day, hour, type Reply } from './history.ts';

/** A client's next step. Which card `answer` refers to depends on the cards shown by then. */
export type Step =
  | { readonly do: 'open'; readonly patient: string; readonly clinician: string }
  | { readonly do: 'answer'; readonly card: number; readonly reply: Reply }
  | { readonly do: 'answer-again'; readonly card: number }
  | { readonly do: 'forget'; readonly patient: string }
  | { readonly do: 'purge' };

/** A fault during a round; `replica` is an index. */
export type Fault =
  | { readonly fault: 'kill'; readonly replica: number; readonly afterMs: number }
  | { readonly fault: 'restart'; readonly replica: number }
  | { readonly fault: 'pause'; readonly replica: number; readonly ms: number }
  | { readonly fault: 'disconnect'; readonly replica: number; readonly ms: number }
  | { readonly fault: 'lose-replies'; readonly replica: number; readonly count: number }
  | { readonly fault: 'clock'; readonly replica: number; readonly ahead: number }
  | { readonly fault: 'purge-by-wrong-clock'; readonly replica: number; readonly ahead: number };

/** A period in which the clients run concurrently, each doing its steps in order. */
export interface Round {
  /** Time that has passed since the previous round, in ms. */
  readonly pass: number;
  readonly faults: readonly Fault[];
  /** The steps of each replica's client. */
  readonly clients: readonly (readonly Step[])[];
}

/** One run, starting with an empty store or one left by the first release. */
export interface Plan {
  readonly begin: 'empty' | 'first-schema';
  readonly rounds: readonly Round[];
}

export const replicaCount = 3;
/** Few, so that they collide. */
export const patients = ['patient-a', 'patient-b'];
const clinicians = ['clinician-a', 'clinician-b'];
const replies: readonly Reply[] = ['accepted', 'not-now', 'already-known', 'not-right-for-this-person', 'facts-wrong'];

/** Plain objects, so that a failing plan is readable. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(model, { noNullPrototype: true });
const replica = fc.nat(replicaCount - 1);
const patient = fc.constantFrom(...patients);
const ahead = fc.constantFrom(-500 * day, -day, -hour, hour, 13 * hour, 40 * day, 500 * day);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: record({ do: fc.constant('open'), patient, clinician: fc.constantFrom(...clinicians) }) },
  {
    weight: 4,
    arbitrary: record({ do: fc.constant('answer'), card: fc.nat(5), reply: fc.constantFrom(...replies) }),
  },
  { weight: 1, arbitrary: record({ do: fc.constant('answer-again'), card: fc.nat(5) }) },
  { weight: 1, arbitrary: record({ do: fc.constant('forget'), patient }) },
  { weight: 1, arbitrary: record({ do: fc.constant('purge') }) },
);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  record({ fault: fc.constant('kill'), replica, afterMs: fc.nat(40) }),
  record({ fault: fc.constant('restart'), replica }),
  record({ fault: fc.constant('pause'), replica, ms: fc.nat(400) }),
  record({ fault: fc.constant('disconnect'), replica, ms: fc.nat(300) }),
  record({ fault: fc.constant('lose-replies'), replica, count: fc.integer({ min: 1, max: 3 }) }),
  record({ fault: fc.constant('clock'), replica, ahead }),
  record({ fault: fc.constant('purge-by-wrong-clock'), replica, ahead }),
);

const round: fc.Arbitrary<Round> = record({
  pass: fc.constantFrom(0, 0, 0, hour, 13 * hour, 2 * day, 31 * day, 95 * day, 130 * day),
  faults: fc.array(fault, { maxLength: 2 }),
  clients: fc.array(fc.array(step, { maxLength: 4 }), { minLength: replicaCount, maxLength: replicaCount }),
});

export const plans: fc.Arbitrary<Plan> = record({
  begin: fc.constantFrom('empty', 'first-schema'),
  rounds: fc.array(round, { minLength: 1, maxLength: 8, size: 'max' }),
});
