import type { Day } from '../../../history/calendar.ts';
import type { Supply } from '../../../history/history.ts';
import { count, fields, type JsonObject } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { inDays } from '../../record/duration.ts';
import type { LocalTime } from '../../record/local-time.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { quantityInDays } from './dose.ts';
import type { RequestLinks } from './issued-under.ts';
import type { FindOrder } from './supply-order.ts';

/** medicationdispense-status codes of dispenses that did not happen: they are no evidence that dispensing is recorded. */
const notHandedOver: readonly unknown[] = ['preparation', 'cancelled'];

/** Whether it records that something was handed over, or was not. */
export function isDispense({ status }: IdentifiedResource): boolean {
  return !notHandedOver.includes(status);
}

/** Maps a MedicationDispense; undefined where nothing was handed over, or the day is unknown. */
export function toSupply(dispense: IdentifiedResource, orderOf: FindOrder, context: Context): Supply | undefined {
  const { time, tally } = context;
  const handedOver = time.day(dispense.whenHandedOver);
  const isGiven = dispense.status === 'completed' || (dispense.status === 'in-progress' && handedOver !== undefined);
  if (!isGiven) return undefined;
  const day = handedOver ?? time.day(dispense.whenPrepared);
  if (day === undefined) count(tally, 'no-date');
  if (day === undefined) return undefined;
  const days = inDays(dispense.daysSupply) ?? daysByOrder(dispense, orderOf(dispense, day), context);
  return { reference: `MedicationDispense/${dispense.id}`, day, days };
}

function daysByOrder(
  { quantity, dosageInstruction }: IdentifiedResource,
  order: IdentifiedResource | undefined,
  { version }: Context,
): number | undefined {
  return quantityInDays(quantity, dosageInstruction ?? order?.dosageInstruction, version) ?? expectedOf(order);
}

/**
 * Where nothing is dispensed, an order is one issue; undefined for one that has no day. Of an issue
 * under another request `authoredOn` may be the day of that one (GP Connect): it is from when it is valid.
 */
export function issueOf(request: IdentifiedResource, links: RequestLinks, context: Context): Supply | undefined {
  const { time, tally } = context;
  const day = dayOfIssue(request, links, time);
  if (day === undefined) count(tally, 'no-date');
  if (day === undefined) return undefined;
  const end = time.day(validityOf(request, links)?.end);
  const until = end !== undefined && end > day ? end - day : undefined;
  const days = daysOfIssue(request, context) ?? until ?? expectedOf(links.planOf(request));
  return { reference: `MedicationRequest/${request.id}`, day, days };
}

/** The day on which an order was issued, as far as it says. */
export function dayOfIssue(request: IdentifiedResource, links: RequestLinks, time: LocalTime): Day | undefined {
  return time.day(validityOf(request, links)?.start) ?? time.day(request.authoredOn);
}

function validityOf(request: IdentifiedResource, { isIssue }: RequestLinks): JsonObject | undefined {
  return isIssue(request) ? fields(fields(request.dispenseRequest)?.validityPeriod) : undefined;
}

function daysOfIssue(request: IdentifiedResource, { version }: Context): number | undefined {
  const quantity = fields(request.dispenseRequest)?.quantity;
  return expectedOf(request) ?? quantityInDays(quantity, request.dosageInstruction, version);
}

function expectedOf(request: JsonObject | undefined): number | undefined {
  return inDays(fields(request?.dispenseRequest)?.expectedSupplyDuration);
}
