import { type DestinationStream, pino } from 'pino';

/** The allow-list of logged fields: no address, personal id, token, record text or Error. */
const fields = [
  'event',
  'route',
  'method',
  'status',
  'ms',
  'service',
  'cards',
  'answered',
  'code',
  'rule',
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

/** A log of JSON lines. Fields outside the allow-list are dropped, whatever is passed. */
export function createLog(options: { readonly level: string; readonly to: DestinationStream }): Log {
  const settings = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(settings, options.to);
  return {
    debug: (entry) => logger.debug(pickAllowed(entry)),
    info: (entry) => logger.info(pickAllowed(entry)),
    warn: (entry) => logger.warn(pickAllowed(entry)),
    error: (entry) => logger.error(pickAllowed(entry)),
  };
}

/** What may be logged of a thrown value: the name of its class and its code, if any. Never throws. */
export function errorClassOf(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return typeof thrown;
    const code = 'code' in thrown && /^[A-Z0-9_]{1,64}$/.test(String(thrown.code)) ? ` ${thrown.code}` : '';
    const { name } = thrown.constructor;
    return `${/^\w{1,64}$/.test(name) ? name : 'Error'}${code}`;
  } catch {
    return 'Error';
  }
}

function pickAllowed(entry: LogFields): Record<string, string | number> {
  const allowed: Record<string, string | number> = {};
  for (const field of fields) {
    const value = entry[field];
    if (typeof value === 'number' || typeof value === 'string') allowed[field] = value;
  }
  return allowed;
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
