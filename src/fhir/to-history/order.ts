import type { Order } from '../../history/history.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import type { Owned } from './record.ts';

/** medicationrequest-status codes; drafts and errors are no orders. */
const states: Readonly<Record<string, Order['state']>> = {
  active: 'active',
  'on-hold': 'on-hold',
  stopped: 'stopped',
  cancelled: 'stopped',
  ended: 'stopped',
  completed: 'completed',
};
const notOrders = ['proposal', 'plan', 'option'];

/** Maps a MedicationRequest; undefined where it is no order. `isIssued`: issues of the medicine are recorded. */
export function toOrder(request: Owned, isIssued: boolean, { time }: Context): Order | undefined {
  const state = states[text(request.status) ?? ''];
  if (state === undefined || notOrders.includes(text(request.intent) ?? '')) return undefined;
  const allowed = fields(request.dispenseRequest)?.numberOfRepeatsAllowed;
  const repeats = typeof allowed === 'number' && allowed > 0;
  return {
    reference: `MedicationRequest/${request.id}`,
    authored: time.day(request.authoredOn),
    state,
    ended: state === 'stopped' || state === 'completed' ? endOf(request, time) : undefined,
    repeat: repeats || isContinuous(request) || hasRepeatInformation(request),
    asNeeded: objects(request.dosageInstruction).some(isAsNeeded),
    batch: isRepeatDispensing(request) || (repeats && !isIssued),
  };
}

function endOf(request: Fields, time: Context['time']): number | undefined {
  return time.lastDay(fields(fields(request.dispenseRequest)?.validityPeriod)?.end);
}

function isContinuous({ courseOfTherapyType }: Fields): boolean {
  const course = fields(courseOfTherapyType);
  return (
    objects(course?.coding).some(({ code }) => code === 'continuous') ||
    /continuous|long.term/i.test(text(course?.text) ?? '')
  );
}

/** UK Core and CareConnect say by an extension that a medicine is on repeat. */
function hasRepeatInformation({ extension }: Fields): boolean {
  return objects(extension).some(({ url }) => /Medication-?Repeat-?Information/i.test(text(url) ?? ''));
}

function isAsNeeded(dosage: Fields): boolean {
  return dosage.asNeededBoolean === true || dosage.asNeededCodeableConcept !== undefined;
}

/** Issues that a pharmacy keeps, so that later collections leave no trace. */
function isRepeatDispensing({ category, extension }: Fields): boolean {
  const types = objects(extension).filter(({ url }) => /PrescriptionType/i.test(text(url) ?? ''));
  const concepts = [...objects(category), ...types.flatMap((one) => objects(one.valueCodeableConcept))];
  return concepts.some((one) =>
    [one.text, ...objects(one.coding).flatMap(({ code, display }) => [code, display])].some((word) =>
      /repeat[- ]dispens/i.test(text(word) ?? ''),
    ),
  );
}
