export const hour = 60 * 60 * 1000;
export const day = 24 * hour;

/** Short settings, so that a history of a year reaches all of them. */
export const settings = {
  keep: 120 * day,
  visit: 12 * hour,
  quiet: { sameVisit: 12 * hour, shown: 90 * day, notNow: 30 * day, notRight: 365 * day, alreadyKnown: 60 * day },
} as const;

export type Reply = 'accepted' | 'not-now' | 'already-known' | 'not-right-for-this-person' | 'facts-wrong';

/** A client's call of a replica. */
export type Call =
  | { readonly kind: 'open'; readonly patient: string; readonly clinician: string; readonly opening: string }
  | { readonly kind: 'answer'; readonly card: string; readonly reply: Reply; readonly at: number }
  | { readonly kind: 'forget'; readonly patient: string }
  | { readonly kind: 'purge' }
  | { readonly kind: 'flush' };

export type Kind = Call['kind'];
export type CallOf<K extends Kind> = Extract<Call, { kind: K }>;

export interface Results {
  /** `complete` is false if the store could not be read, so that the replica knows only its own openings. */
  readonly open: {
    readonly decision: 'new' | 'again' | 'quiet';
    readonly card: string | undefined;
    readonly complete: boolean;
  };
  readonly answer: Record<string, never>;
  readonly forget: Record<string, never>;
  readonly purge: { readonly purged: boolean };
  /** Whether every queued opening is written. */
  readonly flush: { readonly written: boolean };
}

/**
 * One call from invocation to completion: `ok`, `failed` if it certainly had no effect, `unknown` if it may have had
 * one, or may still have it.
 */
export interface EntryOf<K extends Kind> {
  readonly kind: K;
  readonly call: CallOf<K>;
  /** The replica and its process: `r2#3` is the fourth process of the second replica. */
  readonly process: string;
  /** Position in the order of all invocations and completions. */
  readonly start: number;
  readonly end: number;
  /** The replica's own clock; ms since 1970. */
  readonly clock: number;
  readonly type: 'ok' | 'failed' | 'unknown';
  readonly result: Results[K] | undefined;
}

export type Entry = { [K in Kind]: EntryOf<K> }[Kind];

/** Contents of the tables; times are ms since 1970. */
export interface Rows {
  readonly openings: readonly { readonly patient: string; readonly at: number }[];
  readonly showings: readonly { readonly card: string; readonly patient: string; readonly lastShown: number }[];
  readonly answers: readonly {
    readonly card: string;
    readonly reply: string;
    readonly at: number;
    readonly received: number;
  }[];
  /** Count of each opening. */
  readonly counts: ReadonlyMap<string, number>;
}

/** All observations of one run. */
export interface History {
  readonly entries: readonly Entry[];
  /** The tables after all faults were repaired and every replica had flushed. */
  readonly rows: Rows;
  /** After a purge with a correct clock: whether it ran, and the time of that clock. */
  readonly purged: { readonly ran: boolean; readonly rows: Rows; readonly clock: number };
  /** Replicas that did not respond, or could not read or write the store, after all faults were repaired. */
  readonly notRecovered: readonly string[];
}

/** The entries as text, in order of invocation. */
export function printed(entries: readonly Entry[]): string {
  return entries
    .toSorted((a, b) => a.start - b.start)
    .map(({ process, start, end, clock, call: { kind, ...parameters }, type, result }) => {
      const times = `${start}-${end}`.padStart(9);
      return `${times} ${process} ${new Date(clock).toISOString()} ${kind} ${text(parameters)} -> ${type} ${text(result ?? {})}`;
    })
    .join('\n');
}

function text(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
