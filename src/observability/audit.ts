import { type DestinationStream, pino } from 'pino';
import type { ProblemKind } from '../problem.ts';
import { fileLines, standardLines } from './streams.ts';

/**
 * One call, as the audit keeps it. The format is stable: fields are added, never renamed. People are pseudonyms.
 */
export interface AuditLine {
  readonly kind: 'discovery' | 'hook' | 'feedback';
  /** The client's issuer and tenant, or `open`; absent where the caller was not let in. */
  readonly tenant?: string;
  readonly hook?: string;
  readonly service?: string;
  /** `answered`, or what went wrong, by the closed list of `src/problem.ts`. */
  readonly outcome: ProblemKind | 'answered';
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
  /** Waits so many ms at most until what was written has gone out. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * An audit of JSON lines to `stdout`, `stderr`, a file, or nowhere (`off`).
 * @throws one clear line where the file can't be written
 */
export function openAudit(to: string, onError: () => void): Audit {
  if (to === 'off') return { write: () => {}, reopen: () => {}, close: async () => {} };
  if (to === 'stdout' || to === 'stderr') {
    const { stream, close } = standardLines(to === 'stdout' ? 1 : 2);
    return { write: auditTo(stream), reopen: () => {}, close };
  }
  try {
    const { stream, close } = fileLines(to, onError);
    return { write: auditTo(stream), reopen: () => stream.reopen(), close };
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
  return ({ kind, tenant, hook, service, outcome, status, cards, ms, readMs, patient, clinician }) =>
    logger.info({ kind, tenant, hook, service, outcome, status, cards, ms, readMs, patient, clinician });
}
