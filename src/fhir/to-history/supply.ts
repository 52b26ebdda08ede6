import type { Supply } from '../../history/history.ts';
import { type Fields, fields, objects, text } from '../json.ts';
import type { Context } from './context.ts';
import { inDays } from './duration.ts';
import type { Owned } from './record.ts';
import { referenceKey } from './references.ts';

const dispensed = ['completed', 'in-progress', 'on-hold'];

/** Maps a MedicationDispense; undefined where nothing was handed over on a known day. */
export function toSupply(dispense: Owned, requests: readonly Owned[], { time }: Context): Supply | undefined {
  const day = time.day(dispense.whenHandedOver) ?? time.day(dispense.whenPrepared);
  if (day === undefined || !dispensed.includes(text(dispense.status) ?? 'completed')) return undefined;
  const ordered = objects(dispense.authorizingPrescription).map(referenceKey);
  const order = requests.find(({ id }) => ordered.includes(`MedicationRequest/${id}`)) ?? requests.at(-1);
  const days =
    inDays(dispense.daysSupply) ??
    byDose(fields(dispense.quantity), [...objects(dispense.dosageInstruction), ...objects(order?.dosageInstruction)]) ??
    expected(order);
  return { reference: `MedicationDispense/${dispense.id}`, day, days };
}

const notIssued = ['draft', 'entered-in-error', 'cancelled'];

/** An issue of a repeat where nothing is dispensed: each request is one. */
export function suppliedBy(request: Owned, { time }: Context): Supply | undefined {
  const day = time.day(request.authoredOn);
  if (day === undefined || notIssued.includes(text(request.status) ?? '')) return undefined;
  if (['proposal', 'plan', 'option'].includes(text(request.intent) ?? '')) return undefined;
  const quantity = fields(fields(request.dispenseRequest)?.quantity);
  const days = expected(request) ?? byDose(quantity, objects(request.dosageInstruction));
  return { reference: `MedicationRequest/${request.id}`, day, days };
}

function expected(request: Fields | undefined): number | undefined {
  return inDays(fields(request?.dispenseRequest)?.expectedSupplyDuration);
}

/** A quantity divided by what is taken a day, where the dosage says that plainly. */
function byDose(quantity: Fields | undefined, dosages: readonly Fields[]): number | undefined {
  const amount = quantity?.value;
  const [dosage] = dosages;
  const daily = dosage && dailyDose(dosage);
  return typeof amount === 'number' && daily !== undefined && amount > 0 ? Math.floor(amount / daily) : undefined;
}

function dailyDose(dosage: Fields): number | undefined {
  const repeat = fields(fields(dosage.timing)?.repeat);
  const dose = fields(objects(dosage.doseAndRate)[0]?.doseQuantity)?.value;
  const { frequency, period } = repeat ?? {};
  const days = inDays({ value: period, code: repeat?.periodUnit });
  if (typeof dose !== 'number' || typeof frequency !== 'number' || days === undefined) return undefined;
  const daily = (dose * frequency) / days;
  return daily > 0 ? daily : undefined;
}
