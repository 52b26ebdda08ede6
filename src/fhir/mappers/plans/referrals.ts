import type { Referral } from '../../../history/history.ts';
import type { Opening } from '../../../history/opening.ts';
import { fields, type JsonObject, objects } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { oldestFirst } from '../../record/oldest-first.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { meaningFor } from '../../record/workflow.ts';
import { referralResults } from './referral-results.ts';

/** request-status codes of an order that is not to be signed. */
const takenBack: readonly unknown[] = ['revoked', 'cancelled', 'entered-in-error'];
/** request-priority codes above routine. */
const aboveRoutine: readonly unknown[] = ['urgent', 'asap', 'stat'];
/** A referral in any version of FHIR: a draft comes in whatever shape its EHR gives it. */
const orderTypes = ['ServiceRequest', 'ReferralRequest'] as const;
const saysWhat = ['category', 'code', 'type', 'serviceRequested'];
const saysWhy = ['reasonCode', 'reason'];
const saysMore = ['orderDetail', 'specialty', 'performerType', 'locationCode', 'location'];
/** Of whom and by whom it is, its narrative, and what it only carries along: no words of what it is for. */
const saysElse = ['subject', 'requester', 'encounter', 'text', 'contained', 'identifier', 'meta', 'insurance'];

/** Whether an order that is signed may be a referral, whatever else it holds. */
export function mayRefer(order: unknown): boolean {
  return orderTypes.some((type) => fields(order)?.resourceType === type);
}

/** Referrals that were made, with what came of them. */
export function toReferrals(context: Context): Referral[] {
  const resultsOf = referralResults(context);
  const isMade = (one: IdentifiedResource) =>
    meaningFor('referrals', 'ServiceRequest', one, context.version) !== undefined;
  return context.own.referrals
    .filter((one) => isMade(one) && !isOnlyThoughtOf(one) && isReferral(one, context))
    .map((one) => ({ ...toReferral(one, context), results: resultsOf(one) }))
    .sort(oldestFirst);
}

/** The referrals among the orders that the call itself holds; nothing where it holds no order that could be one. */
export function signedNow(context: Context): Pick<Opening, 'signing'> {
  const { record, at } = context;
  if (!at.offered.some(mayRefer)) return {};
  const drafts = orderTypes.flatMap((type) => record.offered(type, at.offered));
  const referrals = drafts.filter((one) => !takenBack.includes(one.status) && isReferral(one, context));
  return { signing: referrals.map((one) => toReferral(one, context)) };
}

/** A request-intent by which nobody was asked. */
export function isOnlyThoughtOf({ intent }: IdentifiedResource): boolean {
  return intent === 'proposal' || intent === 'option';
}

/** By its type, or by what it says that it is. */
export function isReferral(one: IdentifiedResource, { codeSets }: Context): boolean {
  if (one.doNotPerform === true) return false;
  return (
    one.resourceType === 'ReferralRequest' ||
    conceptsAt(one, saysWhat).some((concept) => codeSets.has('referral', concept))
  );
}

function toReferral(one: IdentifiedResource, context: Context): Referral {
  const { groupsOf, codeSets, time } = context;
  const reasons = [...conceptsAt(one, saysWhy), ...referredTo(one, context)].map(groupsOf);
  const said = [...conceptsAt(one, [...saysWhat, ...saysMore]), ...wordsIn(one).map((word) => ({ text: word }))];
  const groups = [...new Set([...reasons, ...said.map(groupsOf)].flat())];
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

/** Texts of one referral; no form has so many fields. */
const maxWords = 1000;

/** Whatever is written in it, wherever a version of FHIR or an EHR puts it. */
function wordsIn(one: IdentifiedResource): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (found.length > maxWords) return;
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else for (const [element, inner] of Object.entries(fields(value) ?? {})) if (!isCode(element, inner)) walk(inner);
  };
  for (const [element, value] of Object.entries(one)) if (!saysElse.includes(element)) walk(value);
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

/** What its reasons refer to, as a concept each: of what can't be followed its display, without one nothing. */
function referredTo(one: IdentifiedResource, { conditionOf, record }: Context): JsonObject[] {
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
