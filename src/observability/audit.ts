import { type DestinationStream, pino } from 'pino';
import type { ProblemKind } from '../problem.ts';
import { openLineFile, openStandardStream } from './streams.ts';

/** One audited call. The format is stable: fields are added, never renamed. People are pseudonyms. */
export interface AuditLine {
  readonly kind: 'discovery' | 'hook' | 'feedback' | 'erasure' | 'waking' | 'page';
  /** The client's issuer and tenant, or `open`; absent if the caller was not authenticated. */
  readonly tenant?: string;
  readonly hook?: string;
  /** Of a page `thread`, `leaflet`, `goodbyes` or `own`. */
  readonly service?: string;
  /** `answered`, or a problem from the closed list in `src/problem.ts`. */
  readonly outcome: ProblemKind | 'answered';
  readonly status: number;
  /** Codes of the cards shown. */
  readonly cards?: readonly string[];
  /**
   * From the first byte of the request to the last byte of the response; `readMs` is the part spent reading the record.
   */
  readonly ms: number;
  readonly readMs?: number;
  readonly patient?: string;
  readonly clinician?: string;
  /** The detection that was woken. */
  readonly code?: string;
}

export interface Audit {
  write(line: AuditLine): void;
  /** Reopens its file after log rotation. */
  reopen(): void;
  /** Flushes for at most `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
}

/** Called when audit lines are lost, with their number since the last report, and when writing works again. */
export type AuditReport = (
  event: 'audit-not-written' | 'audit-written-again' | 'audit-not-reopened',
  lost: number,
) => void;

/**
 * Opens an audit log of JSON lines to `stdout`, `stderr`, a file, or nowhere (`off`).
 * @param clock monotonic milliseconds
 * @throws a one-line error if the file cannot be written
 */
export function openAudit(to: string, report: AuditReport, clock: () => number = () => performance.now()): Audit {
  if (to === 'off') return { write: () => {}, reopen: () => {}, close: async () => {} };
  const losses = createLossTracker(report, clock);
  if (to !== 'stdout' && to !== 'stderr') return openFileAudit(to, report, losses);
  const { stream, close } = openStandardStream(to === 'stdout' ? 1 : 2);
  // The buffer is full or the reader is gone; `drain` means the buffer is empty again.
  stream.on('drop', losses.lost).on('error', losses.lost).on('drain', losses.written);
  return { write: createAuditWriter(stream), reopen: () => {}, close };
}

function openFileAudit(name: string, report: AuditReport, { lost, written }: LossTracker): Audit {
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
    write: createAuditWriter({ write }),
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

/** Reports at most this often: a full disk would otherwise fill the log as well. */
const reportIntervalMs = 60_000;

type LossTracker = Readonly<Record<'lost' | 'written', () => void>>;

/** Reports lost lines, at most once per interval, and then once that writing works again. */
function createLossTracker(report: AuditReport, clock: () => number): LossTracker {
  let [unreported, reportedAt, isReported] = [0, -Infinity, false];
  const send = (event: 'audit-not-written' | 'audit-written-again') => {
    isReported = event === 'audit-not-written';
    report(event, unreported);
    unreported = 0;
  };
  return {
    lost: () => {
      unreported += 1;
      if (clock() - reportedAt < reportIntervalMs) return;
      reportedAt = clock();
      send('audit-not-written');
    },
    written: () => {
      if (isReported) send('audit-written-again');
    },
  };
}

export function createAuditWriter(stream: DestinationStream): Audit['write'] {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: () => ({ audit: 1 }) } },
    stream,
  );
  return ({ kind, tenant, hook, service, outcome, status, cards, ms, readMs, patient, clinician, code }) =>
    logger.info({ kind, tenant, hook, service, outcome, status, cards, ms, readMs, patient, clinician, code });
}
