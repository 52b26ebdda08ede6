import type { Referral } from '../../../history/history.ts';
import type { Opening } from '../../../history/opening.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { referralResults } from './referral-results.ts';

/** request-status codes of an order that was withdrawn. */
const withdrawnStatuses: readonly unknown[] = ['revoked', 'cancelled', 'entered-in-error'];
/** request-priority codes above routine. */
const aboveRoutine: readonly unknown[] = ['urgent', 'asap', 'stat'];
/** Types of referrals in any version of FHIR: the version of a draft is not known. */
const orderTypes = ['ServiceRequest', 'ReferralRequest'] as const;
const elementsOfType = ['category', 'code', 'type', 'serviceRequested'];
const elementsOfReason = ['reasonCode', 'reason'];
const elementsOfDetail = ['orderDetail', 'specialty', 'performerType', 'locationCode', 'location'];
/** Where any version, or an EHR by an extension, puts words that say what a referral is for. */
const elementsOfWords = [
  ...elementsOfType,
  ...elementsOfReason,
  ...elementsOfDetail,
  'reasonReference',
  'description',
  'note',
  'patientInstruction',
  'supportingInfo',
  'bodySite',
  'performer',
  'recipient',
  'locationReference',
  'extension',
];

/** Whether an order that is signed may be a referral, whatever else it holds. */
export function mayRefer(order: unknown): boolean {
  return orderTypes.some((type) => fields(order)?.resourceType === type);
}

/** Referrals that were made, with their results. */
export function toReferrals(context: Context): Referral[] {
  const resultsOf = referralResults(context);
  const isMade = (one: IdentifiedResource) =>
    meaningFor('referrals', 'ServiceRequest', one, context.version) !== undefined;
  return context.own.referrals
    .filter((one) => isMade(one) && !isProposal(one) && isReferral(one, context))
    .map((one) => ({ ...toReferral(one, context), results: resultsOf(one) }))
    .sort(oldestFirst);
}

/** The referrals among the orders in the hook's context; nothing if no order could be one. */
export function signedNow(context: Context): Pick<Opening, 'signing'> {
  const { record, at } = context;
  if (!at.offered.some(mayRefer)) return {};
  const drafts = orderTypes.flatMap((type) => record.offered(type, at.offered));
  const referrals = drafts.filter((one) => !withdrawnStatuses.includes(one.status) && isReferral(one, context));
  return { signing: referrals.map((one) => toReferral(one, context)) };
}

/** By a request-intent of this kind nobody was asked. */
export function isProposal({ intent }: IdentifiedResource): boolean {
  return intent === 'proposal' || intent === 'option';
}

/** By its resource type, or by its code or category. */
export function isReferral(one: IdentifiedResource, { codeSets }: Context): boolean {
  if (one.doNotPerform === true) return false;
  return (
    one.resourceType === 'ReferralRequest' ||
    conceptsAt(one, elementsOfType).some((concept) => codeSets.has('referral', concept))
  );
}

function toReferral(one: IdentifiedResource, context: Context): Referral {
  const { groupsOf, codeSets, time } = context;
  const reasons = [...conceptsAt(one, elementsOfReason), ...reasonsByReference(one, context)].map(groupsOf);
  const details = [
    ...conceptsAt(one, [...elementsOfType, ...elementsOfDetail]),
    ...textsIn(one).map((word) => ({ text: word })),
  ];
  const groups = [...new Set([...reasons, ...details.map(groupsOf)].flat())];
  const priorities = typeof one.priority === 'string' ? [{ text: one.priority }] : objects(one.priority);
  return {
    reference: `${one.resourceType}/${one.id}`,
    day: time.day(one.authoredOn),
    groups,
    reasons,
    urgent:
      aboveRoutine.includes(one.priority) ||
      priorities.some((priority) => codeSets.has('priority-urgent', priority)) ||
      groups.includes('cancer-pathway'),
    open: one.status !== 'completed',
    results: [],
  };
}

/** Texts of one referral; no form has more fields. */
const maxWords = 1000;

/** The texts in its {@link elementsOfWords}. */
function textsIn(one: IdentifiedResource): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (found.length > maxWords) return;
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else for (const [element, inner] of Object.entries(fields(value) ?? {})) if (!isCode(element, inner)) walk(inner);
  };
  for (const element of elementsOfWords) walk(one[element]);
  return found;
}

/** A code or an address, not words. */
function isCode(element: string, value: unknown): boolean {
  return typeof value === 'string' && ['system', 'code', 'reference', 'url', 'unit', 'type'].includes(element);
}

/** The CodeableConcepts at these elements, and those within CodeableReferences (R5), which may be references alone. */
function conceptsAt(one: JsonObject, elements: readonly string[]): readonly JsonObject[] {
  return elements
    .flatMap((element) => objects(one[element]))
    .filter((value) => value.concept !== undefined || fields(value.reference) === undefined)
    .map((value) => fields(value.concept) ?? value);
}

/** The code of each resource that is referenced as a reason; of one that was not read, the reference's display. */
function reasonsByReference(one: IdentifiedResource, { conditionOf, record }: Context): JsonObject[] {
  const references = [
    ...objects(one.reasonReference),
    ...objects(one.reason).flatMap((each) => objects(each.reference)),
  ];
  return references.map((reference) => {
    const target = record.follow(reference, one);
    const resource = conditionOf(target?.key ?? '') ?? target?.resource;
    return fields(resource?.code) ?? { text: reference.display };
  });
}
