import { createHash, randomUUID } from 'node:crypto';
import type { CardFeedback, ClinicianPatientPair, OpeningRecord } from '#src/store/store.ts';
import { cardsOf100, peopleOfAClinician, peopleOfAPractice } from './fill.ts';

/** A person drawn at random, and the clinician who opens their chart; as scripts/store-load/fill.ts wrote them down. */
export function drawPair(people: number): ClinicianPatientPair {
  const person = Math.floor(Math.random() * people);
  const clinician = Math.floor(person / peopleOfAClinician);
  return {
    tenant: JSON.stringify(['https://ehr.example.org', `practice-${Math.floor(person / peopleOfAPractice)}`]),
    patient: pseudonym('patient', person),
    clinicians: ['user', 'reference', 'register'].map((name) => pseudonym(name, clinician)),
  };
}

/** An opening of such a person’s chart now, which shows a new card as often as those before did. */
export function drawOpening(people: number, at: number): OpeningRecord {
  const isShown = Math.random() * 100 < cardsOf100;
  const card = { card: randomUUID(), suggestions: [], code: 'first-meeting', material: pseudonym('m', at) };
  return {
    ...drawPair(people),
    service: 'secure-base-patient-view',
    hook: 'patient-view',
    at,
    visitMs: 12 * 60 * 60 * 1000,
    shown: isShown ? [card] : [],
    findings: isShown ? [card.code] : [],
    held: [],
    client: 'https://ehr.example.org',
    unread: [],
  };
}

export function drawFeedback(shown: { readonly tenant: string; readonly card: string }, at: number): CardFeedback {
  const answer = { outcome: 'overridden', reason: 'not-now', at, received: at, comment: undefined } as const;
  return { ...shown, ...answer, service: 'secure-base-patient-view', suggestions: [] };
}

function pseudonym(kind: string, number: number): string {
  return createHash('sha256').update(`${kind}${number}`).digest('base64url');
}
