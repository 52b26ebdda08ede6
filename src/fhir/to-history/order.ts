import type { Order } from '../../history/history.ts';
import type { CodeSetName } from '../code-set-names.ts';
import type { CodeSets } from '../code-sets.ts';
import { codingsOf } from '../codings.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import { matchable } from '../matching-text.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';

/** medicationrequest-status codes (`ended` is R5's); drafts and errors are no orders. */
const states = new Map<unknown, Order['state']>([
  ['active', 'active'],
  ['on-hold', 'on-hold'],
  ['stopped', 'stopped'],
  ['cancelled', 'stopped'],
  ['ended', 'stopped'],
  ['completed', 'completed'],
]);
const notOrders: readonly unknown[] = ['proposal', 'plan', 'option'];

/** It asks for a supply, or did. */
export function isOrder({ status, intent, doNotPerform }: Owned): boolean {
  return states.has(status) && !notOrders.includes(intent) && doNotPerform !== true;
}

/** It was taken back before anything was supplied (hl7.org/fhir/R4/codesystem-medicationrequest-status.html). */
export function isCancelled({ status }: Owned): boolean {
  return status === 'cancelled';
}

/** Maps a MedicationRequest that is an order. `isIssued`: issues of the medicine are recorded. */
export function toOrder(request: Owned, isIssued: boolean, context: Context): Order {
  const { time, codeSets } = context;
  const state = states.get(request.status) ?? 'stopped';
  const dispensing = fields(request.dispenseRequest);
  const allowed = dispensing?.numberOfRepeatsAllowed;
  const repeats = typeof allowed === 'number' && allowed > 0;
  const says = (set: CodeSetName) => coursesOf(request).some((concept) => saysOf(concept, set, codeSets));
  const isOver = state === 'stopped' || state === 'completed';
  return {
    reference: `MedicationRequest/${request.id}`,
    authored: time.day(request.authoredOn),
    state,
    ended: isOver ? time.lastDay(fields(dispensing?.validityPeriod)?.end) : undefined,
    repeat: repeats || hasRepeatInformation(request) || says('medicine-repeat'),
    asNeeded: objects(request.dosageInstruction).some((dosage) => isAsNeeded(dosage, context)),
    batch: says('medicine-batch') || (repeats && !isIssued),
  };
}

/** Where an order says how it goes on: its course, its category, and GP Connect's type of prescription. */
function coursesOf({ courseOfTherapyType, category, extension }: Fields): Fields[] {
  const types = objects(extension).filter(({ url }) => /-PrescriptionType(?:-\d+)?$/i.test(matchable(text(url) ?? '')));
  return [
    ...objects(courseOfTherapyType),
    ...objects(category),
    ...types.flatMap(({ valueCodeableConcept, valueCode }) => [
      ...objects(valueCodeableConcept),
      { text: text(valueCode) ?? '' },
    ]),
  ];
}

/** Codes are words here (`repeat-dispensing`), under whatever system. */
function saysOf(concept: Fields, set: CodeSetName, codeSets: CodeSets): boolean {
  const words = [concept.text, ...codingsOf(concept).flatMap(({ code }) => code)];
  const isSaid = (word: unknown) => codeSets.has(set, { text: matchable(text(word) ?? '').replaceAll('-', ' ') });
  return codeSets.has(set, concept) || words.some(isSaid);
}

/** UK Core and CareConnect say by an extension that a medicine is on repeat. */
function hasRepeatInformation({ extension }: Fields): boolean {
  return objects(extension).some(({ url }) =>
    /-MedicationRepeatInformation(?:-\d+)?$/i.test(matchable(text(url) ?? '')),
  );
}

function isAsNeeded(dosage: Fields, { codeSets, version }: Context): boolean {
  const { asNeeded, asNeededBoolean } = dosage;
  const words = [dosage.text, dosage.patientInstruction].map((one) => ({ text: one }));
  return (
    asNeeded === true ||
    asNeededBoolean === true ||
    dosage[version.dosage.asNeededFor] !== undefined ||
    words.some((one) => codeSets.has('medicine-as-needed', one))
  );
}
