import { type DestinationStream, pino } from 'pino';
import type { ProblemKind } from '../problem.ts';
import { openLineFile, standardLines } from './streams.ts';

/**
 * One call, as the audit keeps it. The format is stable: fields are added, never renamed. People are pseudonyms.
 */
export interface AuditLine {
  readonly kind: 'discovery' | 'hook' | 'feedback' | 'erasure';
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

/** Called with what happened to the audit itself and how many lines were lost meanwhile. */
export type AuditReport = (
  event: 'audit-not-written' | 'audit-written-again' | 'audit-not-reopened',
  lost: number,
) => void;

/**
 * An audit of JSON lines to `stdout`, `stderr`, a file, or nowhere (`off`).
 * @param clock milliseconds that only grow
 * @throws one clear line where the file can't be written
 */
export function openAudit(to: string, report: AuditReport, clock: () => number = () => performance.now()): Audit {
  if (to === 'off') return { write: () => {}, reopen: () => {}, close: async () => {} };
  const losses = countLosses(report, clock);
  if (to !== 'stdout' && to !== 'stderr') return auditFile(to, report, losses);
  const { stream, close } = standardLines(to === 'stdout' ? 1 : 2);
  // Too much waits for its reader, or the reader is gone; written again once nothing waits.
  stream.on('drop', losses.lost).on('error', losses.lost).on('drain', losses.written);
  return { write: auditTo(stream), reopen: () => {}, close };
}

function auditFile(name: string, report: AuditReport, { lost, written }: Losses): Audit {
  const open = () => {
    try {
      return openLineFile(name);
    } catch {
      throw new Error(`AUDIT_LOG: ${name} can't be written`);
    }
  };
  const file = open();
  const write = (line: string) => {
    try {
      file.write(line);
    } catch {
      return lost();
    }
    written();
  };
  return {
    write: auditTo({ write }),
    reopen: () => {
      try {
        file.reopen();
      } catch {
        report('audit-not-reopened', 0);
      }
    },
    close: async () => {},
  };
}

/** How often it is said that lines are lost: a full disk would otherwise fill the log as well. */
const sayAgainMs = 60_000;

type Losses = Readonly<Record<'lost' | 'written', () => void>>;

/** Says that lines are lost, at most once a minute, and after that once that they no longer are. */
function countLosses(report: AuditReport, clock: () => number): Losses {
  let [unsaid, saidAt, isSaid] = [0, -Infinity, false];
  const say = (event: 'audit-not-written' | 'audit-written-again') => {
    isSaid = event === 'audit-not-written';
    report(event, unsaid);
    unsaid = 0;
  };
  return {
    lost: () => {
      unsaid += 1;
      if (clock() - saidAt < sayAgainMs) return;
      saidAt = clock();
      say('audit-not-written');
    },
    written: () => {
      if (isSaid) say('audit-written-again');
    },
  };
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
