import type { Card, HookResponse } from '../../cds/protocol.ts';
import { discoveryOf } from '../../cds/routes.ts';
import type { CdsService } from '../../cds/service.ts';
import type { Operation } from './operation.ts';

const usual = { tag: 'CDS Hooks', caller: 'client' } as const;

/** Discovery, and for each service its call and its feedback. */
export function serviceOperations(
  services: readonly CdsService[],
  publicUrl: string,
): Readonly<Record<string, Operation>> {
  return {
    'GET /cds-services': { ...usual, id: 'discover', responses: () => ({ services: discoveryOf(services) }) },
    ...Object.fromEntries(services.flatMap((service) => [callOf(service, publicUrl), feedbackOf(service)])),
  };
}

function callOf({ id, hook, example }: CdsService, publicUrl: string): [string, Operation] {
  const operation: Operation = {
    ...{ ...usual, id: `call${pascalCase(hook)}`, problems: ['forbidden', 'data-missing'] },
    ...(example && { requests: () => ({ [hook]: example().request }) }),
    responses: () => ({ ...(example && { card: at(publicUrl, example().response) }), nothing: { cards: [] } }),
  };
  return [`POST /cds-services/${id}`, operation];
}

function feedbackOf({ id, hook, example }: CdsService): [string, Operation] {
  const operation: Operation = {
    ...{ ...usual, id: `feedback${pascalCase(hook)}`, problems: ['forbidden'] },
    requests: () => Object.fromEntries((example?.().response.cards ?? []).flatMap(answersTo)),
    responses: () => ({ stored: {} }),
  };
  return [`POST /cds-services/${id}/feedback`, operation];
}

/** An answer whose links lead to this installation; the examples are of one with the address that is the default. */
function at(publicUrl: string, response: HookResponse): HookResponse {
  return JSON.parse(JSON.stringify(response).replaceAll('http://127.0.0.1:8080', publicUrl));
}

/** Feedback that a clinician could give to a card: a suggestion is taken up, where there is one, or none is wanted now. */
function answersTo({ uuid: card, suggestions = [], overrideReasons = [] }: Card): [string, unknown][] {
  const at = { outcomeTimestamp: '2026-09-30T09:12:34Z' };
  const [suggestion] = suggestions;
  const { system, code } = overrideReasons.find((one) => one.code === 'not-now') ?? {};
  const overridden = { card, outcome: 'overridden', overrideReason: { reason: { system, code } }, ...at };
  const accepted = suggestion && {
    ...{ card, outcome: 'accepted', acceptedSuggestions: [{ id: suggestion.uuid }], ...at },
  };
  return [
    ['overridden', { feedback: [overridden] }],
    ...(accepted ? [['accepted', { feedback: [accepted] }] satisfies [string, unknown]] : []),
  ];
}

/** `patient-view` as `PatientView`. */
function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
