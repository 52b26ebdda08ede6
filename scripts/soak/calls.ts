import { randomUUID } from 'node:crypto';
import type { Card } from '#src/cds/protocol.ts';
import { bearer, type ClientKey, ecKey, tokenFor } from '../../tests/support/client-tokens.ts';
import { exampleFile } from '../../tests/support/example.ts';
import { untilToday } from '../../tests/support/today.ts';

/** One request, and the statuses with which it may be answered. */
export interface SoakCall {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly expected: readonly number[];
  /** The person whose chart it opens. */
  readonly patient: string | undefined;
}

/** A card that was shown, with the service whose it is. */
export interface ShownCard {
  readonly path: string;
  readonly card: Card;
}

/** The example of each hook, with the ids in it that stand for its person and its clinician. */
const examples = ['patient-view', 'appointment-book', 'encounter-start', 'encounter-discharge', 'order-sign'].map(
  (hook) => {
    const text = exampleFile(hook, 'example-request.json');
    const { context } = JSON.parse(text);
    return { hook, path: `/cds-services/secure-base-${hook}`, text, person: String(context.patientId) };
  },
);
/** Ids of doctors whom the site's staff directory has besides those of the examples. */
export const doctors = Array.from({ length: 100 }, (_, n) => `soak-doctor-${n}`);
/** Of sixteen calls these are for the hooks, by their place among the examples. */
const hookOf = [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4];

/** The calls of a soak by their number. All patients are new but for one in sixteen, whose chart was opened before. */
export function createCalls(key: ClientKey, fhirServer: string, latest: () => ShownCard | undefined) {
  const stranger = ecKey();
  return (n: number): SoakCall => {
    const place = n % 16;
    const hook = hookOf[place];
    if (hook !== undefined) return opening(key, hook, n, place % 5 === 2 ? fhirServer : undefined);
    if (place === 11) return opening(key, 0, n - 11);
    if (place === 12) return feedback(key, latest() ?? strange());
    // Few: only so many answers to cards that nobody was shown may wait.
    if (place === 13) return feedback(key, n % 1024 === place ? strange() : (latest() ?? strange()));
    if (place === 14) return discovery(key);
    return refused(key, stranger, n);
  };
}

function opening(key: ClientKey, hook: number, n: number, fhirServer?: string): SoakCall {
  const { path, text, person } = examples[hook] ?? { path: '', text: '{}', person: '' };
  const patient = `soak-person-${n}`;
  const moved = untilToday(text, n % 28).replaceAll(person, patient);
  const { prefetch, context, ...rest } = JSON.parse(moved);
  // Some are opened by whom the example names, who is known in another way.
  const userId = n % 7 === 0 ? context.userId : `Practitioner/${doctors[n % doctors.length]}`;
  const given = fhirServer === undefined ? { prefetch } : { fhirServer };
  return post(key, path, { ...rest, hookInstance: randomUUID(), context: { ...context, userId }, ...given }, patient);
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

/** A card that nobody was shown. */
function strange(): ShownCard {
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

/** What must be refused, each time for another reason. */
function refused(key: ClientKey, stranger: ClientKey, n: number): SoakCall {
  const good = opening(key, 0, n);
  const token = bearer(tokenFor(key, good.path));
  const json = { 'content-type': 'application/json' };
  const kinds: readonly Partial<SoakCall>[] = [
    { headers: json, expected: [401] },
    // Too many of them may be limited.
    { headers: { ...json, ...bearer(tokenFor(stranger, good.path)) }, expected: [401, 429] },
    { body: '{', expected: [400] },
    { body: JSON.stringify({ hook: 'patient-view', context: {} }), expected: [400] },
    { headers: { ...token, 'content-type': 'text/plain' }, expected: [415] },
    { path: `${good.path}-none`, headers: { ...json, ...bearer(tokenFor(key, `${good.path}-none`)) }, expected: [404] },
    { method: 'GET', body: undefined, expected: [405] },
  ];
  return { ...good, patient: undefined, ...kinds[Math.floor(n / 16) % kinds.length] };
}
