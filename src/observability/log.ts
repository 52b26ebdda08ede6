import { type DestinationStream, pino } from 'pino';

/** The only fields that are ever logged: no address, no id of a person, no token, no text of the record, no Error. */
const fields = [
  'event',
  'route',
  'method',
  'status',
  'ms',
  'service',
  'cards',
  'code',
  'part',
  'reason',
  'resourceType',
  'outcome',
  'count',
  'problem',
  'errorClass',
  'address',
  'signal',
  'setting',
  'issuer',
  'tenant',
  'kid',
] as const;

export type LogFields = { readonly event: string } & {
  readonly [F in (typeof fields)[number]]?: string | number;
};

export interface Log {
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
}

/** A log of JSON lines; what is not on the list of fields does not get in, whatever is passed. */
export function createLog(options: { readonly level: string; readonly to: DestinationStream }): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(settings, options.to);
  return {
    debug: (given) => logger.debug(allowed(given)),
    info: (given) => logger.info(allowed(given)),
    warn: (given) => logger.warn(allowed(given)),
    error: (given) => logger.error(allowed(given)),
  };
}

/** What may be said of a thrown thing: the name of its class and, where it has one, its code. Never throws. */
export function classOf(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return typeof thrown;
    const code = 'code' in thrown && /^[A-Z0-9_]{1,64}$/.test(String(thrown.code)) ? ` ${thrown.code}` : '';
    const { name } = thrown.constructor;
    return `${/^\w{1,64}$/.test(name) ? name : 'Error'}${code}`;
  } catch {
    return 'Error';
  }
}

function allowed(given: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const field of fields) {
    const value = given[field];
    if (typeof value === 'number' || typeof value === 'string') kept[field] = value;
  }
  return kept;
}

/** Says nothing. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
