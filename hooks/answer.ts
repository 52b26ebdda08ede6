import { choose } from '#src/cards/choose.ts';
import { writeCard } from '#src/cards/write.ts';
import type { Card, HookResponse } from '#src/cds/protocol.ts';
import type { FhirAccess } from '#src/cds/service.ts';
import type { Collaborators } from '#src/collaborators.ts';
import type { Code } from '#src/detectors/codes.ts';
import type { Detector, Finding } from '#src/detectors/detector.ts';
import { type Run, runDetectors } from '#src/detectors/run.ts';
import type { ReadResult } from '#src/fhir/reader.ts';
import type { Part, Person } from '#src/history/history.ts';
import { classOf } from '#src/observability/log.ts';
import { Problem } from '#src/problem.ts';

/** One opening of one chart, as a service puts it. */
export interface Question {
  readonly service: string;
  /** Those that run, and the codes of those that may be shown. */
  readonly detectors: readonly Detector[];
  readonly shows: readonly Code[];
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId: string | undefined;
  readonly prefetch: Readonly<Record<string, unknown>>;
  readonly server: FhirAccess | undefined;
  readonly signal: AbortSignal;
}

/** Every part that the detectors need or can use, once. */
export function partsOf(detectors: readonly Detector[]): readonly Part[] {
  return [...new Set(detectors.flatMap(({ needs, uses }) => [...needs, ...uses]))];
}

/**
 * Reads the history, runs the detectors, chooses and writes.
 * @throws Problem `data-missing` (412) where not one detector could run for want of the person's own record
 */
export async function answer(question: Question, collaborators: Collaborators): Promise<HookResponse> {
  const { detectors } = question;
  if (detectors.length === 0) return { cards: [] };
  const parts = partsOf(detectors);
  const moment = collaborators.clock();
  const read = await collaborators.reader.read({ ...question, ...moment, parts });
  const run = runDetectors(detectors, read.reading, read.opening, collaborators.thresholds());
  countRun(read, run, collaborators);
  const unread = parts.filter((part) => !read.reading[part].known);
  const { person } = read.reading;
  if (!person.known || run.runnable === 0) throw new Problem('data-missing', unread);
  const findings = run.findings.filter(({ code }) => question.shows.includes(code));
  const cards = cardsOf(findings, person.value, { question, read, unread, collaborators });
  collaborators.log.info({
    event: 'answer',
    service: question.service,
    cards: cards.length,
    count: run.skipped.length,
  });
  return { cards };
}

type Rest = {
  readonly question: Question;
  readonly read: ReadResult;
  readonly unread: readonly Part[];
  readonly collaborators: Collaborators;
};

function cardsOf(
  findings: readonly Finding[],
  person: Person,
  { question, read, unread, collaborators }: Rest,
): Card[] {
  const { config, log, metrics, words } = collaborators;
  const { opening, reading } = read;
  const clinicians = reading.clinicians.known ? reading.clinicians.value : new Map();
  const { shown, held } = choose(findings, { person, opening, clinicians, maxCards: config.maxCards });
  for (const { code, why } of held) metrics.held(code, why);
  const writing = { opening, clinicians, words, publicUrl: config.publicUrl, unread, suggestions: true };
  return shown.flatMap((finding) => {
    const { code } = finding;
    try {
      const card = writeCard(finding, person, writing);
      metrics.shown(question.service, code);
      return [card];
    } catch (error) {
      // A chart opens all the same: one card that can't be written is a fault of ours, not of the caller.
      log.error({ event: 'card-failed', code, errorClass: classOf(error) });
      metrics.held(code, 'threw');
      return [];
    }
  });
}

function countRun({ tally }: ReadResult, { findings, skipped }: Run, { log, metrics }: Collaborators): void {
  for (const [reason, count] of tally) metrics.unusable(reason, count);
  for (const { code } of findings) metrics.found(code);
  for (const { code, part, why } of skipped) {
    metrics.skipped(code, part, why);
    const line = { event: 'skipped', code, part, reason: why };
    if (why === 'threw') log.error(line);
    else log.debug(line);
  }
}
