import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oncePerResource } from '../../record/once-per-resource.ts';
import type { IdentifiedResource } from '../../record/record.ts';

/** How the requests of one record are linked by `basedOn` and `priorPrescription`. */
export interface RequestLinks {
  /** Others are issued under it: it requests no supply itself, and its status says whether they continue. */
  readonly isPlan: (request: IdentifiedResource) => boolean;
  /** It is one supply under another request, whether that one was read or not. */
  readonly isIssue: (request: IdentifiedResource) => boolean;
  /** The request that it is an issue of, if that was read, whatever its status. */
  readonly planOf: (request: IdentifiedResource) => IdentifiedResource | undefined;
  /** The issues under it until the day of the opening. */
  readonly issuesOf: (request: IdentifiedResource) => readonly IdentifiedResource[];
  /** A later request takes its place. */
  readonly isReplaced: (request: IdentifiedResource) => boolean;
}

/**
 * UK general practice writes a repeat as one request of intent `plan` and each issue of it as a completed one of intent
 * `order` (GP Connect, MedicationRequest). Other systems do the same without that intent; there `basedOn` shows it.
 */
export function linkRequests({ own, record, time, at }: Context): RequestLinks {
  // An issue under a restricted plan is not an order of its own either.
  const all = [...own.medicationRequests, ...record.restricted('MedicationRequest')];
  const byKey = new Map(all.map((one) => [`MedicationRequest/${one.id}`, one]));
  const follow = (references: unknown, owner: JsonObject) =>
    objects(references).flatMap((one) => byKey.get(record.follow(one, owner)?.key ?? '') ?? []);
  const planOf = oncePerResource((request) =>
    request.intent === 'plan'
      ? undefined
      : follow(request.basedOn, request).find((one) => one !== request && allowsIssues(one)),
  );
  // Later requests say nothing about the current state.
  const made = own.medicationRequests.filter(({ authoredOn }) => (time.day(authoredOn) ?? at.asOf) <= at.asOf);
  const issues = Map.groupBy(made, planOf);
  const replaced = new Set(made.flatMap((one) => follow(one.priorPrescription, one)));
  return {
    planOf,
    issuesOf: (request) => issues.get(request) ?? [],
    isPlan: (request) => planOf(request) === undefined && (issues.has(request) || isPlanOfClinician(request)),
    isIssue: (request) =>
      objects(request.basedOn).some((one) => record.follow(one, request)?.key.startsWith('MedicationRequest/')),
    isReplaced: (request) => replaced.has(request),
  };
}

/** A proposal allows nothing; a request that is based on a completed order renews it. */
function allowsIssues(request: IdentifiedResource): boolean {
  if (request.intent === 'proposal' || request.intent === 'option') return false;
  return request.intent === 'plan' || request.status !== 'completed';
}

/** US Core records a medicine that the person says they take as a `reported` plan (R5: `reported`, R4: `reported[x]`). */
function isPlanOfClinician({ intent, reported, reportedBoolean, reportedReference }: IdentifiedResource): boolean {
  const isReported = reported === true || reportedBoolean === true || fields(reportedReference) !== undefined;
  return intent === 'plan' && !isReported;
}
