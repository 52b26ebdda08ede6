import type { Chosen, Held } from '../cards/choose.ts';
import type { Remembered } from '../cards/quieting.ts';
import type { Finding } from '../detectors/detector.ts';
import type { ReadResult } from '../fhir/read/read-request.ts';
import { budgetHook } from '../memory/budget-cache.ts';
import type { Pseudonyms, SitePseudonyms } from '../memory/pseudonyms.ts';
import type { CardShowing, ClinicianPatientPair, OpeningRecord } from '../store/store.ts';
import type { ChartDependencies } from './dependencies.ts';

const budgetTime = 30 * 24 * 60 * 60 * 1000;

/** What a call says of who opens whose chart. */
export interface Call {
  readonly service: string;
  readonly hook: string;
  readonly tenant: string;
  readonly patientId: string;
  readonly userId: string;
  readonly signal: AbortSignal;
}

/** Who opens whose chart, under pseudonyms: the user's id first, then all by which the same clinician is known. */
export function pairOf(
  { tenant, patientId, userId }: Call,
  { opening, reading }: ReadResult,
  pseudonyms: Pseudonyms,
): ClinicianPatientPair {
  const key = opening.user.kind === 'clinician' ? opening.user.clinician : undefined;
  const clinician = key !== undefined && reading.clinicians.known ? reading.clinicians.value.get(key) : undefined;
  const names = [userId, ...(clinician?.references ?? []), ...(clinician?.numbers ?? [])];
  return {
    tenant,
    patient: pseudonyms.patient(tenant, patientId),
    clinicians: pseudonyms.clinician(tenant, names),
  };
}

/** What is remembered of this person and this clinician, also from under a key that was replaced. */
export async function recall(
  call: Call,
  read: ReadResult,
  findings: readonly Finding[],
  { memory, pseudonyms }: ChartDependencies,
): Promise<Remembered> {
  const now = Date.now();
  const meeting = pairOf(call, read, pseudonyms);
  const former = pseudonyms.former && pairOf(call, read, pseudonyms.former);
  const { showings, budget, complete } = await memory.of(
    {
      ...meeting,
      clinicians: [...meeting.clinicians, ...(former?.clinicians ?? [])],
      formerPatient: former?.patient,
      hook: budgetHook,
      since: now - budgetTime,
    },
    call.signal,
  );
  const materials = formerMaterials(call, findings, pseudonyms);
  const past = showings.map((one) => ({ ...until(now, one), material: materials.get(one.material) ?? one.material }));
  return { past, budget, complete, now };
}

/** What findings rest on: its pseudonym of now, by that under the former key. */
function formerMaterials(
  { tenant, patientId }: Call,
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

/** A clock that was ahead for a while must not make an answer of that while wait for its time to come. */
function until(now: number, showing: CardShowing): CardShowing {
  const { outcome, firstShown } = showing;
  return {
    ...showing,
    firstShown: Math.min(firstShown, now),
    outcome: outcome && { ...outcome, at: Math.min(outcome.at, now) },
  };
}

/** One opening with what came of it, as it is kept. */
export function openingRecord(
  meeting: ClinicianPatientPair,
  { service, hook }: Call,
  came: {
    readonly shown: readonly {
      readonly chosen: Chosen;
      readonly card: string;
      readonly suggestions: readonly string[];
    }[];
    readonly held: readonly Held[];
  },
  visit: number,
): OpeningRecord {
  const shown = came.shown.map(({ chosen: { finding, material }, card, suggestions }) => ({
    card,
    suggestions,
    code: finding.code,
    material,
  }));
  return {
    ...meeting,
    service,
    hook,
    at: Date.now(),
    visit,
    shown,
    found: [...shown, ...came.held].map(({ code }) => code),
    held: came.held.map(({ code, why }) => ({ code, rule: why })),
  };
}
