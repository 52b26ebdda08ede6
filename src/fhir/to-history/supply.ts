import type { Supply } from '../../history/history.ts';
import { count, type Fields, fields } from '../json.ts';
import type { Context } from './context.ts';
import { quantityInDays } from './dose.ts';
import { inDays } from './duration.ts';
import type { Owned } from './record.ts';
import type { OrderOf } from './supply-order.ts';

/** medicationdispense-status codes of what came to nothing: it does not even tell that dispensing is recorded. */
const notMade: readonly unknown[] = ['preparation', 'cancelled'];

/** It says something of what was handed over, or was not. */
export function isDispense({ status }: Owned): boolean {
  return !notMade.includes(status);
}

/** Maps a MedicationDispense; undefined where nothing was handed over, or on no known day. */
export function toSupply(dispense: Owned, orderOf: OrderOf, context: Context): Supply | undefined {
  const { time, tally } = context;
  const handed = time.day(dispense.whenHandedOver);
  const isGiven = dispense.status === 'completed' || (dispense.status === 'in-progress' && handed !== undefined);
  if (!isGiven) return undefined;
  const day = handed ?? time.day(dispense.whenPrepared);
  if (day === undefined) count(tally, 'no-date');
  if (day === undefined) return undefined;
  const days = inDays(dispense.daysSupply) ?? daysByOrder(dispense, orderOf(dispense, day), context);
  return { reference: `MedicationDispense/${dispense.id}`, day, days };
}

function daysByOrder(
  { quantity, dosageInstruction }: Owned,
  order: Owned | undefined,
  { version }: Context,
): number | undefined {
  return quantityInDays(quantity, dosageInstruction ?? order?.dosageInstruction, version) ?? expectedOf(order);
}

/** Where nothing is dispensed, an order is one issue; undefined for one that has no day. */
export function issueOf(request: Owned, { time, tally, version }: Context): Supply | undefined {
  const day = time.day(request.authoredOn);
  if (day === undefined) count(tally, 'no-date');
  if (day === undefined) return undefined;
  const quantity = fields(request.dispenseRequest)?.quantity;
  const days = expectedOf(request) ?? quantityInDays(quantity, request.dosageInstruction, version);
  return { reference: `MedicationRequest/${request.id}`, day, days };
}

function expectedOf(request: Fields | undefined): number | undefined {
  return inDays(fields(request?.dispenseRequest)?.expectedSupplyDuration);
}
