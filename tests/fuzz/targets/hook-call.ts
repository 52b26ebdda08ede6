import fc from 'fast-check';
import { type ChartCall, chartCalls, inVersion, prefetchOf } from '../charts.ts';
import { mutated, mutations } from '../mutation.ts';
import type { Target } from '../target.ts';
import { anothers, cardsOf, sendQuietly, startLoudApp, stopApp } from './answers.ts';

interface HookCall {
  readonly hook: string;
  readonly body: unknown;
}

/** Ways to say that a resource is about another person. */
const subjects = [
  { reference: `Patient/${anothers}` },
  { reference: `https://fhir.example.org/r4/Patient/${anothers}` },
  { reference: `Patient/${anothers}/_history/2` },
  { reference: `urn:uuid:${anothers}` },
  { type: 'Patient', identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: anothers } },
];

const calls = fc
  .record({
    call: fc.constantFrom(...chartCalls),
    version: fc.constantFrom('R4', 'R4', 'R4', 'R4B', 'R5', 'STU3'),
    changes: mutations(5),
    another: fc.constantFrom(...subjects),
  })
  .map(({ call, version, changes, another }): HookCall => {
    const resources = version === 'R4' ? call.resources : inVersion(version as 'R5', call.resources);
    const body = mutated(bodyOf({ ...call, resources }), changes);
    return { hook: call.hook, body: withAnother(body, another) };
  });

function bodyOf({ hook, context, resources }: ChartCall): object {
  return {
    hook,
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context,
    prefetch: prefetchOf(resources),
  };
}

/** Puts another person's resource into every prefetched Bundle that can still take one. */
function withAnother(body: unknown, subject: object): unknown {
  const prefetch = (body as { prefetch?: unknown } | null)?.prefetch;
  const bundles: { entry?: unknown }[] = Object.values(typeof prefetch === 'object' ? (prefetch ?? {}) : {});
  for (const bundle of bundles) {
    const first = Array.isArray(bundle?.entry) ? bundle.entry[0]?.resource : undefined;
    if (first?.resourceType && Array.isArray(bundle.entry)) bundle.entry.push({ resource: ofAnother(first, subject) });
  }
  return body;
}

function ofAnother({ resourceType }: { readonly resourceType: string }, subject: object): object {
  const words = { text: anothers };
  return {
    resourceType,
    id: anothers,
    status: resourceType === 'Appointment' ? 'noshow' : 'finished',
    subject,
    patient: subject,
    for: subject,
    participant: [{ actor: subject }, { individual: { reference: 'Practitioner/dr-wren', display: anothers } }],
    code: words,
    type: [words],
    reasonCode: [words],
    description: anothers,
    medicationCodeableConcept: words,
    period: { start: '2026-09-29T09:00:00Z' },
    start: '2026-09-29T09:00:00Z',
    authoredOn: '2026-09-29',
  };
}

/** A whole call of any service: prefetches that bring cards, in four versions of FHIR, with some things changed. */
export const hookCall: Target<HookCall> = {
  name: 'hook-call',
  inputs: calls,
  runs: 1200,
  reach: 0.3,
  start: async () => {
    const site = await startLoudApp();
    const send = (hook: string, body: unknown) =>
      sendQuietly(site, () => site.post(`/cds-services/secure-base-${hook}`, JSON.stringify(body) ?? ''));
    return {
      try: async ({ hook, body }) => (cardsOf(await send(hook, body)) ?? []).length > 0,
      stop: () => stopApp(site),
    };
  },
};
