import type { Day } from '../../../history/calendar.ts';
import type { Order } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { LocalTime } from '../../record/local-time.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import type { CodeSetName } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';
import type { RequestLinks } from './issued-under.ts';

/** medicationrequest-status codes (`ended` is in R5 only); drafts and errors are not orders. */
const states = new Map<unknown, Order['state']>([
  ['active', 'active'],
  ['on-hold', 'on-hold'],
  ['stopped', 'stopped'],
  ['cancelled', 'stopped'],
  ['ended', 'stopped'],
  ['completed', 'completed'],
]);
const intentsOfNoOrder: readonly unknown[] = ['proposal', 'plan', 'option'];

/** Whether it asks for a supply, allows several, or did so once. */
export function isOrder(request: IdentifiedResource, { isPlan }: RequestLinks): boolean {
  const { status, intent, doNotPerform } = request;
  return states.has(status) && (!intentsOfNoOrder.includes(intent) || isPlan(request)) && doNotPerform !== true;
}

/** Withdrawn before anything was supplied (hl7.org/fhir/R4/codesystem-medicationrequest-status.html). */
export function isCancelled({ status }: IdentifiedResource): boolean {
  return status === 'cancelled';
}

/** What else is recorded of the medicine of an order. */
interface RelatedRecords {
  /** Issues of this order; their course and dose apply to it too. */
  readonly issues: readonly IdentifiedResource[];
  /** Supplies of the medicine are recorded separately. */
  readonly isIssued: boolean;
}

/** Maps a MedicationRequest that is an order, or a plan under which others are issued. */
export function toOrder(request: IdentifiedResource, { issues, isIssued }: RelatedRecords, context: Context): Order {
  const { time, codeSets } = context;
  const all = [request, ...issues];
  const state = states.get(request.status) ?? 'stopped';
  const dispensing = fields(request.dispenseRequest);
  const allowed = dispensing?.numberOfRepeatsAllowed;
  const repeats = typeof allowed === 'number' && allowed > 0;
  const courses = all.flatMap(coursesOf);
  const isCourse = (set: CodeSetName) => courses.some((concept) => isInSet(concept, set, codeSets));
  const isOver = state === 'stopped' || state === 'completed';
  return {
    reference: `MedicationRequest/${request.id}`,
    authored: authoredOf(request, time),
    state,
    ended: isOver ? endedOn(request, time) : undefined,
    repeat: repeats || hasRepeatInformation(request) || isCourse('medicine-repeat'),
    asNeeded: all.some(({ dosageInstruction }) => objects(dosageInstruction).some((one) => isAsNeeded(one, context))),
    batch: isCourse('medicine-batch') || (repeats && !isIssued),
  };
}

/** A plan that was moved to another system has the day of the move as `authoredOn`, but began earlier. */
function authoredOf({ intent, authoredOn, dispenseRequest }: IdentifiedResource, time: LocalTime): Day | undefined {
  const began = intent === 'plan' ? time.day(fields(fields(dispenseRequest)?.validityPeriod)?.start) : undefined;
  return began ?? time.day(authoredOn);
}

/** When its validity ended, else when its status became what it is (R5: `statusChanged`; GP Connect: an extension). */
function endedOn({ dispenseRequest, statusChanged, extension }: IdentifiedResource, time: LocalTime): Day | undefined {
  const reasons = objects(extension).filter(({ url }) =>
    /-MedicationStatusReason(?:-\d+)?$/i.test(matchable(text(url) ?? '')),
  );
  const changed = reasons.flatMap((one) => objects(one.extension)).find(({ url }) => url === 'statusChangeDate');
  return (
    time.lastDay(fields(fields(dispenseRequest)?.validityPeriod)?.end) ??
    time.lastDay(statusChanged) ??
    time.lastDay(changed?.valueDateTime)
  );
}

/** What says whether an order is a repeat: its course, its category, and GP Connect's type of prescription. */
function coursesOf({ courseOfTherapyType, category, extension }: JsonObject): JsonObject[] {
  const types = objects(extension).filter(({ url }) =>
    /-(?:Medication)?PrescriptionType(?:-\d+)?$/i.test(matchable(text(url) ?? '')),
  );
  return [
    ...objects(courseOfTherapyType),
    ...objects(category),
    ...types.flatMap(({ valueCodeableConcept, valueCode }) => [
      ...objects(valueCodeableConcept),
      { text: text(valueCode) ?? '' },
    ]),
  ];
}

/** These codes are words (`repeat-dispensing`) in every code system, so they are also compared as words. */
function isInSet(concept: JsonObject, set: CodeSetName, codeSets: CodeSets): boolean {
  const words = [concept.text, ...codingsOf(concept).flatMap(({ code }) => code)];
  const isWordInSet = (word: unknown) => codeSets.has(set, { text: matchable(text(word) ?? '').replaceAll('-', ' ') });
  return codeSets.has(set, concept) || words.some(isWordInSet);
}

/** UK Core and CareConnect mark a repeat medicine with an extension. */
function hasRepeatInformation({ extension }: JsonObject): boolean {
  return objects(extension).some(({ url }) =>
    /-MedicationRepeatInformation(?:-\d+)?$/i.test(matchable(text(url) ?? '')),
  );
}

function isAsNeeded(dosage: JsonObject, { codeSets, version }: Context): boolean {
  const { asNeeded, asNeededBoolean } = dosage;
  const words = [dosage.text, dosage.patientInstruction].map((one) => ({ text: one }));
  return (
    asNeeded === true ||
    asNeededBoolean === true ||
    dosage[version.dosage.asNeededFor] !== undefined ||
    words.some((one) => codeSets.has('medicine-as-needed', one))
  );
}
