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
  'version',
  'language',
  'revision',
] as const;

export type LogFields = { readonly event: string } & {
  readonly [F in (typeof fields)[number]]?: string | number;
};

export type Severity = 'debug' | 'info' | 'warn' | 'error';

export type Log = { readonly [S in Severity]: (fields: LogFields) => void };

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

/** A log that passes on what is at least as severe as `level`. */
export function logTo(write: (severity: Severity, fields: LogFields) => void, level: string): Log {
  const least = pino.levels.values[level] ?? Number.POSITIVE_INFINITY;
  const at = (severity: Severity) =>
    (pino.levels.values[severity] ?? 0) < least ? () => {} : (fields: LogFields) => write(severity, fields);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
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
