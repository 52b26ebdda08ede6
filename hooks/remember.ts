import type { Chosen, Held } from '#src/cards/choose.ts';
import type { Remembered } from '#src/cards/quieting.ts';
import type { Collaborators } from '#src/collaborators.ts';
import type { ReadResult } from '#src/fhir/reader.ts';
import type { Meeting, Opening } from '#src/store/store.ts';

/** Openings of charts alone make up a clinician's budget. */
const budgetHook = 'patient-view';
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
export function meetingOf(
  { tenant, patientId, userId }: Call,
  { opening, reading }: ReadResult,
  { remembering: { pseudonyms } }: Collaborators,
): Meeting {
  const key = opening.user.kind === 'clinician' ? opening.user.clinician : undefined;
  const clinician = key !== undefined && reading.clinicians.known ? reading.clinicians.value.get(key) : undefined;
  const names = [userId, ...(clinician?.references ?? []), ...(clinician?.numbers ?? [])];
  return {
    tenant,
    patient: pseudonyms.patient(tenant, patientId),
    clinicians: pseudonyms.clinician(tenant, names),
  };
}

/** What is remembered of this person and this clinician. */
export async function recall(
  meeting: Meeting,
  { signal }: Call,
  { remembering: { memory } }: Collaborators,
): Promise<Remembered> {
  const now = Date.now();
  const { showings, budget, whole } = await memory.of(
    { ...meeting, hook: budgetHook, since: now - budgetTime },
    signal,
  );
  return { past: showings, budget, whole, now };
}

/** One opening with what came of it, as it is kept. */
export function openingOf(
  meeting: Meeting,
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
): Opening {
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
