import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oncePerResource } from '../../record/once-per-resource.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** How the requests of one record hang together by `basedOn` and `priorPrescription`. */
export interface Issuing {
  /** Others are issued under it: it asks for no supply itself, and its status says whether they go on. */
  readonly isPlan: (request: IdentifiedResource) => boolean;
  /** It is one supply that another request allows, whether that one was read or not. */
  readonly isIssue: (request: IdentifiedResource) => boolean;
  /** The request that it is an issue of, where that was read, in whatever state it is. */
  readonly planOf: (request: IdentifiedResource) => IdentifiedResource | undefined;
  /** What was issued under it by the day of the opening. */
  readonly issuesOf: (request: IdentifiedResource) => readonly IdentifiedResource[];
  /** A later request takes its place. */
  readonly isReplaced: (request: IdentifiedResource) => boolean;
}

/**
 * UK general practice writes a repeat as one request of intent `plan` and each issue of it as a completed one of intent
 * `order` (GP Connect, MedicationRequest); where that habit is shared without the intent, `basedOn` tells it.
 */
export function issuing({ own, record, time, at }: Context): Issuing {
  // What is issued under a restricted plan is no order of its own either.
  const all = [...own.medicationRequests, ...record.restricted('MedicationRequest')];
  const byKey = new Map(all.map((one) => [`MedicationRequest/${one.id}`, one]));
  const follow = (references: unknown, owner: JsonObject) =>
    objects(references).flatMap((one) => byKey.get(record.follow(one, owner)?.key ?? '') ?? []);
  const planOf = oncePerResource((request) =>
    request.intent === 'plan'
      ? undefined
      : follow(request.basedOn, request).find((one) => one !== request && allowsIssues(one)),
  );
  // What is made later tells nothing of how things stand today.
  const made = own.medicationRequests.filter(({ authoredOn }) => (time.day(authoredOn) ?? at.asOf) <= at.asOf);
  const issues = Map.groupBy(made, planOf);
  const replaced = new Set(made.flatMap((one) => follow(one.priorPrescription, one)));
  return {
    planOf,
    issuesOf: (request) => issues.get(request) ?? [],
    isPlan: (request) => planOf(request) === undefined && (issues.has(request) || isPlanned(request)),
    isIssue: (request) =>
      objects(request.basedOn).some((one) => record.follow(one, request)?.key.startsWith('MedicationRequest/')),
    isReplaced: (request) => replaced.has(request),
  };
}

/** A proposal allows nothing; an order that is completed was renewed by what is based on it. */
function allowsIssues(request: IdentifiedResource): boolean {
  if (request.intent === 'proposal' || request.intent === 'option') return false;
  return request.intent === 'plan' || request.status !== 'completed';
}

/** US Core writes what a person says that they take as a plan that is `reported` (R5: `reported`, R4: `reported[x]`). */
function isPlanned({ intent, reported, reportedBoolean, reportedReference }: IdentifiedResource): boolean {
  const isReported = reported === true || reportedBoolean === true || fields(reportedReference) !== undefined;
  return intent === 'plan' && !isReported;
}
