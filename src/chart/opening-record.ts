import type { Choice } from '../cards/choose.ts';
import { nothingRemembered, type Remembered } from '../cards/quieting.ts';
import type { AnsweredCall, AnsweredOpening, OpenedCard } from '../cds/service.ts';
import type { Finding } from '../detectors/detector.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import type { ClinicianKey } from '../history/history.ts';
import { budgetHook } from '../memory/budget-cache.ts';
import type { Memory } from '../memory/memory.ts';
import type { Pseudonyms, SitePseudonyms } from '../memory/pseudonyms.ts';
import type { CardShowing, ClinicianPatientPair, Outcomes } from '../store/store.ts';
import type { ChartDependencies } from './dependencies.ts';
import type { SilentOutcome, Written, WrittenCard } from './write-cards.ts';

const budgetTime = 30 * 24 * 60 * 60 * 1000;

/** Who opens whose chart. */
export interface Caller {
  readonly tenant: string;
  readonly patientId: string;
  readonly userId: string;
}

/** The pseudonyms of who opens whose chart: for the clinician that of the user's id first, then all other known ids. */
export function pairOf(
  { tenant, patientId, userId }: Caller,
  { opening, reading }: ReadResult,
  pseudonyms: Pseudonyms,
): ClinicianPatientPair {
  const key = opening.user.kind === 'clinician' ? opening.user.clinician : undefined;
  return {
    tenant,
    patient: pseudonyms.patient(tenant, patientId),
    clinicians: pseudonyms.clinician(tenant, [userId, ...(key === undefined ? [] : idsOf(key, reading))]),
  };
}

/** Every id and number by which a clinician is known, under which a card may have been shown to them. */
export function idsOf(key: ClinicianKey, { clinicians }: ReadResult['reading']): readonly string[] {
  const clinician = clinicians.known ? clinicians.value.get(key) : undefined;
  return [...(clinician?.references ?? []), ...(clinician?.numbers ?? [])];
}

/** What is remembered for one opening. */
export interface Recalled {
  /** Of what was shown. */
  readonly remembered: Remembered;
  /** For silent detections: what would have been shown, and whatever was answered. Nothing where none is silent. */
  readonly silently: Remembered;
}

/** Nothing was shown, nor would have been. */
export const nothingRecalled: Recalled = { remembered: nothingRemembered, silently: nothingRemembered };

/** What is remembered about this person and this clinician, also under the former pseudonym key. */
export async function recall(
  call: Caller & { readonly signal: AbortSignal },
  read: ReadResult,
  meeting: ClinicianPatientPair,
  findings: readonly Finding[],
  { memory, pseudonyms, policy }: ChartDependencies,
): Promise<Recalled> {
  const now = Date.now();
  const former = pseudonyms.former && pairOf(call, read, pseudonyms.former);
  const { showings, budget, silent, ...others } = await memory.recall(
    {
      ...meeting,
      clinicians: [...meeting.clinicians, ...(former?.clinicians ?? [])],
      formerPatient: former?.patient,
      hook: budgetHook,
      since: now - budgetTime,
      withSilent: policy.silent,
    },
    call.signal,
  );
  const materials = formerMaterials(call, findings, pseudonyms);
  const pastOf = (shown: readonly CardShowing[]) =>
    shown.map((one) => ({ ...until(now, one), material: materials.get(one.material) ?? one.material }));
  const past = pastOf(showings);
  const remembered = { ...others, budget, past, now };
  if (silent === undefined) return { remembered, silently: nothingRemembered };
  // A real showing quiets nothing that is silent, but what a clinician answered is obeyed.
  const answered = past.filter(({ outcome }) => outcome !== undefined);
  const silently = { ...remembered, budget: silent.budget, past: [...answered, ...pastOf(silent.showings)] };
  return { remembered, silently };
}

/** Maps pseudonyms of change keys under the former pseudonym key to those under the present one. */
function formerMaterials(
  { tenant, patientId }: Caller,
  findings: readonly Finding[],
  pseudonyms: SitePseudonyms,
): ReadonlyMap<string, string> {
  const { former } = pseudonyms;
  if (former === undefined) return new Map();
  return new Map(
    findings.map(({ code, changeKey }) => [
      former.material(tenant, patientId, code, changeKey),
      pseudonyms.material(tenant, patientId, code, changeKey),
    ]),
  );
}

/** Clamps times to now: an answer dated by a clock that was ahead must be in force at once. */
function until(now: number, showing: CardShowing): CardShowing {
  const { outcome, firstShown } = showing;
  return {
    ...showing,
    firstShown: Math.min(firstShown, now),
    outcome: outcome && { ...outcome, at: Math.min(outcome.at, now) },
  };
}

/** The outcome of an opening, as plain data. */
export function answeredOpening(
  { opening }: ReadResult,
  { patient, clinicians }: ClinicianPatientPair,
  outcome: {
    readonly written: Written;
    readonly choice: Choice;
    readonly silent: SilentOutcome | undefined;
    readonly unread: AnsweredOpening['unread'];
    readonly readMs: number;
    readonly visitMs: number;
  },
): AnsweredOpening {
  const { silent } = outcome;
  const byPatient = opening.user.kind === 'patient-side';
  return {
    patient,
    clinicians,
    at: Date.now(),
    byPatient,
    shown: outcome.written.cards.map(openedCard),
    held: outcome.choice.held,
    ...(silent && { silent: { shown: silent.written.cards.map(openedCard), held: silent.choice.held } }),
    unread: outcome.unread,
    readMs: outcome.readMs,
    visitMs: outcome.visitMs,
  };
}

function openedCard({ chosen, card: { uuid, suggestions = [] } }: WrittenCard): OpenedCard {
  const { finding, material } = chosen;
  return { card: uuid, suggestions: suggestions.map((one) => one.uuid), code: finding.code, material };
}

/** Remembers each answered opening, except a patient's own: that is no clinician's opening. */
export function rememberOpenings(memory: Pick<Memory, 'record'>): (answered: AnsweredCall) => void {
  return ({ service, hook, tenant, client, opening }) => {
    if (opening === undefined || opening.byPatient) return;
    const { patient, clinicians, at, visitMs, silent, unread } = opening;
    memory.record({
      tenant,
      patient,
      clinicians,
      service,
      hook,
      at,
      visitMs,
      ...outcomesOf(opening),
      ...(silent && { silent: outcomesOf(silent) }),
      client,
      unread,
    });
  };
}

function outcomesOf({ shown, held }: Pick<AnsweredOpening, 'shown' | 'held'>): Outcomes {
  return {
    shown,
    findings: [...shown, ...held].map(({ code }) => code),
    held: held.map(({ code, why }) => ({ code, rule: why })),
  };
}
