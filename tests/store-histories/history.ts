export const hour = 60 * 60 * 1000;
export const day = 24 * hour;

/** The settings under which every history runs; short ones, so that a history of a year meets all of them. */
export const settings = {
  keep: 120 * day,
  visit: 12 * hour,
  quiet: { sameVisit: 12 * hour, shown: 90 * day, notNow: 30 * day, notRight: 365 * day, alreadyKnown: 60 * day },
} as const;

/** How a clinician answers a card. */
export type Reply = 'accepted' | 'not-now' | 'already-known' | 'not-right-for-this-person' | 'facts-wrong';

/** What a client asks of a replica. */
export type Call =
  | { readonly kind: 'open'; readonly patient: string; readonly clinician: string; readonly opening: string }
  | { readonly kind: 'answer'; readonly card: string; readonly reply: Reply; readonly at: number }
  | { readonly kind: 'forget'; readonly patient: string }
  | { readonly kind: 'purge' }
  | { readonly kind: 'flush' };

export type Kind = Call['kind'];
export type CallOf<K extends Kind> = Extract<Call, { kind: K }>;

/** What a replica answers. */
export interface Results {
  /** `complete` is false where the store could not be read: then the replica only knows what it saw itself. */
  readonly open: {
    readonly decision: 'new' | 'again' | 'quiet';
    readonly card: string | undefined;
    readonly complete: boolean;
  };
  readonly answer: Record<string, never>;
  readonly forget: Record<string, never>;
  readonly purge: { readonly purged: boolean };
  /** Whether everything that waited is in the store now. */
  readonly flush: { readonly written: boolean };
}

/**
 * One call from its invocation to its completion: `ok`, `failed` where it certainly had no effect, `unknown` where it may
 * have had one, or may still have.
 */
export interface EntryOf<K extends Kind> {
  readonly kind: K;
  readonly call: CallOf<K>;
  /** The replica and which of its processes: `r2#3` is the fourth process of the second replica. */
  readonly process: string;
  /** Place in the order of all invocations and completions. */
  readonly start: number;
  readonly end: number;
  /** What the replica's own clock said; ms since 1970. */
  readonly clock: number;
  readonly type: 'ok' | 'failed' | 'unknown';
  readonly result: Results[K] | undefined;
}

export type Entry = { [K in Kind]: EntryOf<K> }[Kind];

/** What is in the tables; times are ms since 1970. */
export interface Rows {
  readonly openings: readonly { readonly patient: string; readonly at: number }[];
  readonly showings: readonly { readonly card: string; readonly patient: string; readonly lastShown: number }[];
  readonly answers: readonly {
    readonly card: string;
    readonly reply: string;
    readonly at: number;
    readonly received: number;
  }[];
  /** How often each opening was counted. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Everything that is known of one run. */
export interface History {
  readonly entries: readonly Entry[];
  /** After all faults were healed and every replica had written down what waited. */
  readonly rows: Rows;
  /** After a purge with a right clock: whether it ran, and what that clock said. */
  readonly purged: { readonly ran: boolean; readonly rows: Rows; readonly clock: number };
  /** Replicas that did not answer, could not read the store or could not write to it once everything was healed. */
  readonly notRecovered: readonly string[];
}

/** The entries as lines to read, in the order of their invocation. */
export function printed(entries: readonly Entry[]): string {
  return entries
    .toSorted((a, b) => a.start - b.start)
    .map(({ process, start, end, clock, call: { kind, ...asked }, type, result }) => {
      const times = `${start}-${end}`.padStart(9);
      return `${times} ${process} ${new Date(clock).toISOString()} ${kind} ${text(asked)} -> ${type} ${text(result ?? {})}`;
    })
    .join('\n');
}

function text(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
