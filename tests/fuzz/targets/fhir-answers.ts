import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { chartCalls, everyStaffMember, prefetchOf } from '../charts.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';
import { damaged } from '../texts.ts';
import { cardsOf, secret, sendQuietly, startLoudApp, stopApp } from './answers.ts';

/** A call without prefetch, and what the FHIR server that it offers answers about each type of resource. */
interface FhirCall {
  readonly hook: string;
  readonly context: object;
  readonly answers: Readonly<Record<string, Answer>>;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Stands for the server's own base in what it answers. */
const base = 'BASE';

const statuses = [200, 200, 200, 200, 200, 200, 200, 200, 201, 204, 206, 304, 400, 401, 404, 410, 429, 500, 599];
const contentTypes = [
  'application/fhir+json',
  'application/fhir+json',
  'application/json; charset=utf-8',
  'text/html',
  'x',
];
const nexts = [
  undefined,
  undefined,
  `${base}/Encounter?page=2`,
  base,
  '',
  '?',
  'https://other.example.org/x',
  'urn:x',
  '//',
];

const calls: fc.Arbitrary<FhirCall> = fc
  .record({
    call: fc.constantFrom(...chartCalls),
    changes: mutations(5),
    next: fc.constantFrom(...nexts),
    urns: fc.boolean(),
  })
  .chain(({ call: { hook, context, resources }, changes, next, urns }) => {
    const answers = mutated(answersOf(resources, next, urns), changes) as Record<string, unknown>;
    return fc.record({
      hook: fc.constant(hook),
      context: fc.constant(context),
      answers: fc.record(
        Object.fromEntries(Object.entries(answers ?? {}).map(([type, value]) => [type, answerOf(value)])),
      ),
    });
  });

function answersOf(resources: readonly object[], next: string | undefined, urns: boolean): Record<string, unknown> {
  const link = next === undefined ? [] : [{ relation: 'next', url: next }];
  const own = Object.values(prefetchOf(resources)).filter((one) => one !== undefined) as Record<string, unknown>[];
  const searches = own.map((one) => {
    const { entry: [first] = [] } = one as { entry?: { resource: { resourceType: string } }[] };
    return [first?.resource.resourceType ?? one.resourceType, { ...(urns ? withUrns(one) : one), link }] as const;
  });
  return {
    metadata: { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' },
    ...Object.fromEntries(searches),
    ...Object.fromEntries(
      [...Map.groupBy(everyStaffMember, ({ resourceType }) => resourceType)].map(([type, all]) => [
        type,
        { resourceType: 'Bundle', type: 'searchset', entry: all.map((resource) => ({ resource })) },
      ]),
    ),
  };
}

/** Entries by addresses that are not those of their resources: references may use either. */
function withUrns(bundle: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(bundle.entry)) return bundle;
  return { ...bundle, entry: bundle.entry.map((one, n) => ({ ...one, fullUrl: `urn:uuid:${n}` })) };
}

/** Most answers are as they should be, or the call would seldom come to anything. */
function answerOf(value: unknown): fc.Arbitrary<Answer> {
  const text = JSON.stringify(value) ?? '';
  const good = { status: 200, contentType: 'application/fhir+json', body: text };
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(good) },
    {
      weight: 1,
      arbitrary: fc.record({
        status: fc.constantFrom(...statuses),
        contentType: fc.constantFrom(...contentTypes),
        body: fc.oneof(damaged(fc.constant(text)), fc.constant(deepened(text))),
      }),
    },
  );
}

/** Nested more deeply than a stack is high. */
function deepened(text: string): string {
  return text.replace('"id":', `"extension":${'['.repeat(12_000)}${']'.repeat(12_000)},"id":`);
}

/** No opening of a chart asks a server for more. */
const mostReads = 150;

/** Answers of a FHIR server that may be called: one that is broken, or that somebody else has taken over. */
export const fhirAnswers: Target<FhirCall> = {
  name: 'fhir-answers',
  inputs: calls,
  runs: 250,
  reach: 0.15,
  // Some twenty requests, of which both sides are in this process.
  allowedMs: 100,
  start: async () => {
    let [answers, reads]: [FhirCall['answers'], number] = [{}, 0];
    const server = createServer((request, response) => {
      reads += 1;
      const [, , type = '', id] = new URL(request.url ?? '/', 'http://server').pathname.split('/');
      const { status, contentType, body } = { ...nothing, ...answerTo(type, id, answers) };
      const own = `http://${request.headers.host}/fhir`;
      response.writeHead(status, { 'content-type': contentType }).end(body.replaceAll(base, own));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const fhirServer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
    const site = await startLoudApp({ FHIR_SERVERS: fhirServer, STAFF_DIRECTORY: '' });
    const access = { access_token: secret, token_type: 'Bearer', expires_in: 300, scope: 'x', subject: 'x' };
    return {
      try: async ({ hook, context, answers: given = {} }) => {
        [answers, reads] = [given, 0];
        const body = { hook, hookInstance: crypto.randomUUID(), context, fhirServer, fhirAuthorization: access };
        const answer = await sendQuietly(site, () => site.post(`/cds-services/secure-base-${hook}`, body));
        assert.ok(reads <= mostReads, `${reads} reads`);
        return (cardsOf(answer) ?? []).length > 0;
      },
      stop: async () => {
        await stopApp(site);
        server.closeAllConnections();
        server.close();
      },
    };
  },
};

const nothing: Answer = {
  status: 200,
  contentType: 'application/fhir+json',
  body: '{"resourceType":"Bundle","type":"searchset","entry":[]}',
};

/** A search's answer; of a read the resource in that, if it can be found. */
function answerTo(type: string, id: string | undefined, answers: FhirCall['answers']): Answer {
  const answer = (Object.hasOwn(answers, type) ? answers[type] : undefined) ?? nothing;
  if (id === undefined) return answer;
  try {
    const { entry } = JSON.parse(answer.body);
    const resource = entry.find((one: { resource?: { id?: unknown } }) => one.resource?.id === id).resource;
    return { ...answer, body: JSON.stringify(resource) };
  } catch {
    return answer;
  }
}
