import type { Choice } from '../cards/choose.ts';
import type { Run } from '../detectors/run.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { ChartDependencies } from './dependencies.ts';
import type { SilentOutcome, Written } from './write-cards.ts';

interface Reported {
  readonly choice: Choice;
  readonly written: Written;
  readonly silent: SilentOutcome | undefined;
}

type Observer = Pick<ChartDependencies, 'log' | 'metrics'>;

/** Counts and logs what could not be read, what was found and what was not computed. */
export function reportRun({ tally }: ReadResult, { findings, skipped }: Run, { log, metrics }: Observer): void {
  for (const [reason, count] of tally) metrics.unusable(reason, count);
  for (const { code } of findings) metrics.finding(code);
  for (const { code, part, why } of skipped) {
    metrics.skipped(code, part, why);
    const line = { event: 'skipped', code, part, reason: why };
    if (why === 'threw') log.error(line);
    else log.debug(line);
  }
}

/** Counts and logs the cards of one answer and what was held back. */
export function reportAnswer(
  service: string,
  { skipped }: Run,
  { choice, written: { cards, failed }, silent }: Reported,
  { log, metrics }: Observer,
): void {
  for (const { code, why } of choice.held) metrics.held(code, why);
  for (const { chosen } of cards) metrics.shown(service, chosen.finding.code);
  for (const { chosen } of silent?.written.cards ?? []) metrics.shownSilently(service, chosen.finding.code);
  for (const { code, errorClass } of [...failed, ...(silent?.written.failed ?? [])]) {
    log.error({ event: 'card-failed', code, errorClass });
    metrics.held(code, 'threw');
  }
  log.info({ event: 'answer', service, cards: cards.length, count: skipped.length });
}
