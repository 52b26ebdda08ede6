import { type DestinationStream, destination, pino } from 'pino';

/**
 * One call, as the audit keeps it. The format is stable: fields are added, never renamed. People are pseudonyms.
 */
export interface AuditLine {
  readonly kind: 'discovery' | 'hook' | 'feedback';
  /** The client's issuer and tenant, or `open`; absent where the caller was not let in. */
  readonly tenant?: string;
  readonly hook?: string;
  readonly service?: string;
  readonly status: number;
  /** Codes of the cards that were shown. */
  readonly cards?: readonly string[];
  /** From the request's first byte to the answer's last, and of that for reading the record. */
  readonly ms: number;
  readonly readMs?: number;
  readonly patient?: string;
  readonly clinician?: string;
}

export interface Audit {
  write(line: AuditLine): void;
  /** Opens its file anew, after it was moved away. */
  reopen(): void;
  /** Writes out what is buffered. */
  close(): void;
}

/**
 * An audit of JSON lines to `stdout`, `stderr`, a file, or nowhere (`off`).
 * @throws one clear line where the file can't be written
 */
export function openAudit(to: string): Audit {
  if (to === 'off') return { write: () => {}, reopen: () => {}, close: () => {} };
  try {
    const stream = destination({ dest: to === 'stdout' ? 1 : to === 'stderr' ? 2 : to, sync: true, append: true });
    const isFile = to !== 'stdout' && to !== 'stderr';
    return { write: auditTo(stream), reopen: () => void (isFile && stream.reopen()), close: () => stream.flushSync() };
  } catch {
    throw new Error(`AUDIT_LOG: ${to} can't be written`);
  }
}

/** Writes lines to a stream. */
export function auditTo(stream: DestinationStream): Audit['write'] {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: () => ({ audit: 1 }) } },
    stream,
  );
  return ({ kind, tenant, hook, service, status, cards, ms, readMs, patient, clinician }) =>
    logger.info({ kind, tenant, hook, service, status, cards, ms, readMs, patient, clinician });
}
