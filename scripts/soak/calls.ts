import { randomUUID } from 'node:crypto';
import type { Card } from '#src/cds/protocol.ts';
import { bearer, type ClientKey, ecKey, tokenFor } from '../../tests/support/client-tokens.ts';
import { exampleFile } from '../../tests/support/example.ts';
import { untilToday } from '../../tests/support/today.ts';

/** One request, and the statuses that are correct responses. */
export interface SoakCall {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly expected: readonly number[];
  /** The person whose chart it opens. */
  readonly patient: string | undefined;
}

/** A shown card, and the path of its service. */
export interface ShownCard {
  readonly path: string;
  readonly card: Card;
}

/** The example of each hook, with the id that stands for its patient. */
const examples = ['patient-view', 'appointment-book', 'encounter-start', 'encounter-discharge', 'order-sign'].map(
  (hook) => {
    const text = exampleFile(hook, 'example-request.json');
    const { context } = JSON.parse(text);
    return { hook, path: `/cds-services/secure-base-${hook}`, text, person: String(context.patientId) };
  },
);
/** Doctors in the site's staff directory besides those of the examples. */
export const doctors = Array.from({ length: 100 }, (_, n) => `soak-doctor-${n}`);
/** The first eleven of every sixteen calls open a chart; indices into `examples`. */
const hookBySlot = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4];

/** Generates the calls of a soak test by number. All patients are new, except in one call of sixteen. */
export function createCalls(key: ClientKey, fhirServer: string, latest: () => ShownCard | undefined) {
  const untrustedKey = ecKey();
  return (n: number): SoakCall => {
    const slot = n % 16;
    const hook = hookBySlot[slot];
    if (hook !== undefined) return opening(key, hook, n, slot % 5 === 2 ? fhirServer : undefined);
    if (slot === 11) return opening(key, 0, n - 11);
    if (slot === 12) return feedback(key, latest() ?? unknownCard());
    // Rarely feedback on an unknown card, because the number that may wait for their card is limited.
    if (slot === 13) return feedback(key, n % 1024 === slot ? unknownCard() : (latest() ?? unknownCard()));
    if (slot === 14) return discovery(key);
    return rejectedCall(key, untrustedKey, n);
  };
}

function opening(key: ClientKey, hook: number, n: number, fhirServer?: string): SoakCall {
  const { path, text, person } = examples[hook] ?? { path: '', text: '{}', person: '' };
  const patient = `soak-person-${n}`;
  const shifted = untilToday(text, n % 28).replaceAll(person, patient);
  const { prefetch, context, ...rest } = JSON.parse(shifted);
  // Some by the example's own user, who is identified in another way.
  const userId = n % 7 === 0 ? context.userId : `Practitioner/${doctors[n % doctors.length]}`;
  const data = fhirServer === undefined ? { prefetch } : { fhirServer };
  return post(key, path, { ...rest, hookInstance: randomUUID(), context: { ...context, userId }, ...data }, patient);
}

function post(key: ClientKey, path: string, body: unknown, patient?: string): SoakCall {
  const headers = { 'content-type': 'application/json', ...bearer(tokenFor(key, path)) };
  return { path, method: 'POST', headers, body: JSON.stringify(body), expected: [200], patient };
}

function feedback(key: ClientKey, { path, card: { uuid } }: ShownCard): SoakCall {
  const outcomeTimestamp = new Date().toISOString();
  const overrideReason = { reason: { code: 'not-now' } };
  return post(key, `${path}/feedback`, {
    feedback: [{ card: uuid, outcome: 'overridden', overrideReason, outcomeTimestamp }],
  });
}

/** A card that was never shown. */
function unknownCard(): ShownCard {
  return { path: examples[0]?.path ?? '', card: { uuid: randomUUID() } as Card };
}

function discovery(key: ClientKey): SoakCall {
  const path = '/cds-services';
  return {
    path,
    method: 'GET',
    headers: bearer(tokenFor(key, path)),
    body: undefined,
    expected: [200],
    patient: undefined,
  };
}

/** Calls that must be rejected, each for a different reason. */
function rejectedCall(key: ClientKey, untrustedKey: ClientKey, n: number): SoakCall {
  const validCall = opening(key, 0, n);
  const token = bearer(tokenFor(key, validCall.path));
  const json = { 'content-type': 'application/json' };
  const variants: readonly Partial<SoakCall>[] = [
    { headers: json, expected: [401] },
    // Repeated failures may be rate limited.
    { headers: { ...json, ...bearer(tokenFor(untrustedKey, validCall.path)) }, expected: [401, 429] },
    { body: '{', expected: [400] },
    { body: JSON.stringify({ hook: 'patient-view', context: {} }), expected: [400] },
    { headers: { ...token, 'content-type': 'text/plain' }, expected: [415] },
    {
      path: `${validCall.path}-none`,
      headers: { ...json, ...bearer(tokenFor(key, `${validCall.path}-none`)) },
      expected: [404],
    },
    { method: 'GET', body: undefined, expected: [405] },
  ];
  return { ...validCall, patient: undefined, ...variants[Math.floor(n / 16) % variants.length] };
}
