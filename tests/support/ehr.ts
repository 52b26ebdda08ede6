import { randomUUID } from 'node:crypto';
import type { FeedbackItem } from '#src/cds/feedback.ts';
import type { Card, HookResponse } from '#src/cds/protocol.ts';
import { silenceExtension } from '#src/cds/silence.ts';
import { bearer, clientsFile, ecKey, issuer, serviceUrl, tokenFor } from './client-tokens.ts';
import { exampleFile } from './example.ts';
import { untilToday } from './today.ts';

/** An EHR that calls replicas of the service as one address, and signs each call (CDS Hooks 2.0.1, "Trusting CDS Clients"). */
export interface Ehr {
  /** A TRUSTED_CLIENTS file with this EHR and its public key. */
  readonly clientsFile: string;
  /** What its record keeping is called in the store. */
  readonly tenant: string;
  /** A token that was not used yet, for a call of the service or of its feedback. */
  token(feedback?: 'feedback'): string;
  /** Opens a chart at one replica. */
  open(replica: string, chart: Chart, token?: string): Promise<Opened>;
  /** Sends feedback to one replica. */
  feedback(replica: string, items: readonly FeedbackItem[], token?: string): Promise<Response>;
}

/** The example's chart, as another person's, or opened by someone else. */
export interface Chart {
  readonly patientId: string;
  /** Dr Khan where not given. */
  readonly userId?: string;
  /** Id of the usual doctor; Dr Patel where not given. */
  readonly usual?: string;
  /** Where to read the chart; without it everything is prefetched. */
  readonly fhirServer?: string;
}

export interface Opened {
  readonly patientId: string;
  readonly status: number;
  readonly cards: readonly Card[];
  /** Where there are no cards, why each that was found is held back. */
  readonly held: readonly string[];
  readonly ms: number;
}

/** An EHR whose FHIR servers, on loopback too, the service may call. */
export function createEhr(fhirServers: readonly string[] = []): Ehr {
  const key = ecKey();
  const client = { issuer, jwks: { keys: [key.jwk] }, fhirServers, allowHttp: true, allowPrivateAddresses: true };
  const token: Ehr['token'] = (feedback) => tokenFor(key, feedback ? `${serviceUrl}/feedback` : serviceUrl);
  const post = (url: string, body: unknown, used: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(used) },
      body: JSON.stringify(body),
    });
  return {
    clientsFile: clientsFile([client]),
    tenant: JSON.stringify([issuer]),
    token,
    open: async (replica, chart, used = token()) => {
      const started = performance.now();
      const answer = await post(`${replica}${serviceUrl}`, callFor(chart), used);
      const { cards = [], extension } = (await answer.json()) as Partial<HookResponse>;
      const held = extension?.[silenceExtension].held?.map(({ why }) => why) ?? [];
      return { patientId: chart.patientId, status: answer.status, cards, held, ms: performance.now() - started };
    },
    feedback: (replica, items, used = token('feedback')) =>
      post(`${replica}${serviceUrl}/feedback`, { feedback: items }, used),
  };
}

const example = untilToday(exampleFile('patient-view', 'example-request.json'));

function callFor({ patientId, userId = 'Practitioner/sam-khan', usual = 'ayla-patel', fhirServer }: Chart): object {
  const { prefetch, context, ...call } = JSON.parse(
    example.replaceAll('margaret-holloway', patientId).replaceAll('ayla-patel', usual),
  );
  const given = fhirServer === undefined ? { prefetch } : { fhirServer };
  return { ...call, hookInstance: randomUUID(), context: { ...context, userId }, ...given };
}

/** ‘Overridden’, with a reason, now. */
export function overridden(card: string, code: string): FeedbackItem {
  return {
    card,
    outcome: 'overridden',
    overrideReason: { reason: { code } },
    outcomeTimestamp: new Date().toISOString(),
  };
}

/** The first suggestion of a card was accepted, now. */
export function accepted({ uuid, suggestions = [] }: Card): FeedbackItem {
  const acceptedSuggestions = suggestions.slice(0, 1).map((one) => ({ id: one.uuid }));
  return { card: uuid, outcome: 'accepted', acceptedSuggestions, outcomeTimestamp: new Date().toISOString() };
}
