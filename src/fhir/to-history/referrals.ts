import type { Referral } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { oldestFirst } from './oldest-first.ts';
import type { Owned } from './record.ts';
import { referralResults } from './referral-results.ts';
import { isRestricted } from './restricted.ts';

/** request-status codes of what was asked for; the rest was only thought of, or taken back. */
const made: readonly unknown[] = ['active', 'on-hold', 'completed', 'unknown'];
const takenBack: readonly unknown[] = ['revoked', 'cancelled', 'entered-in-error'];
const onlyThoughtOf: readonly unknown[] = ['proposal', 'option'];
/** request-priority codes above routine. */
const aboveRoutine: readonly unknown[] = ['urgent', 'asap', 'stat'];
/** A referral in any version of FHIR: a draft comes in whatever shape its EHR gives it. */
const orderTypes = ['ServiceRequest', 'ReferralRequest'] as const;
const saysWhat = ['category', 'code', 'type', 'serviceRequested'];
const saysWhy = ['reasonCode', 'reason'];
const saysMore = ['orderDetail', 'specialty', 'performerType'];

/** Whether an order that is signed may be a referral, whatever else it holds. */
export function mayRefer(order: unknown): boolean {
  return orderTypes.some((type) => fields(order)?.resourceType === type);
}

/** Referrals that were made, with what came of them. */
export function toReferrals(context: Context): Referral[] {
  const resultsOf = referralResults(context);
  return context.own.referrals
    .filter((one) => made.includes(one.status) && !onlyThoughtOf.includes(one.intent) && isReferral(one, context))
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

function isReferral(one: Owned, { codeSets }: Context): boolean {
  if (one.doNotPerform === true || isRestricted(one)) return false;
  return (
    one.resourceType === 'ReferralRequest' ||
    conceptsAt(one, saysWhat).some((concept) => codeSets.has('referral', concept))
  );
}

function toReferral(one: Owned, context: Context): Referral {
  const { groupsOf, codeSets, time } = context;
  const reasons = [...conceptsAt(one, saysWhy), ...reasonConditions(one, context)];
  const words = [one.description, one.patientInstruction, ...objects(one.note).map((note) => note.text)];
  const said = [...conceptsAt(one, [...saysWhat, ...saysMore]), ...words.map((word) => ({ text: text(word) }))];
  const groups = [...new Set([...reasons, ...said].flatMap(groupsOf))];
  const priorities = typeof one.priority === 'string' ? [{ text: one.priority }] : objects(one.priority);
  return {
    reference: `${one.resourceType}/${one.id}`,
    day: time.day(one.authoredOn),
    groups,
    reasoned: reasons.length > 0,
    urgent:
      aboveRoutine.includes(one.priority) ||
      priorities.some((priority) => codeSets.has('priority-urgent', priority)) ||
      groups.includes('cancer-pathway'),
    open: one.status !== 'completed',
    results: [],
  };
}

/** The CodeableConcepts at these elements, and those within CodeableReferences (R5). */
function conceptsAt(one: Fields, elements: readonly string[]): readonly Fields[] {
  return elements.flatMap((element) => objects(one[element]).map((value) => fields(value.concept) ?? value));
}

/** What the Conditions are that a reason refers to. */
function reasonConditions(one: Owned, { own, record }: Context): Fields[] {
  const references = [
    ...objects(one.reasonReference),
    ...objects(one.reason).flatMap((each) => objects(each.reference)),
  ];
  return references.flatMap((reference) => {
    const target = record.follow(reference, one);
    const condition = own.conditions.find(({ id }) => target?.key === `Condition/${id}`) ?? target?.resource;
    const code = fields(condition?.code);
    return code === undefined ? [] : [code];
  });
}
