import { fields, type JsonObject, objects } from '../json.ts';
import type { Context } from './context.ts';

/** `Patient.generalPractitioner` without those whose period is over. */
export function currentPractitioners(
  patient: JsonObject,
  { time, at, tally }: Pick<Context, 'time' | 'at' | 'tally'>,
): readonly JsonObject[] {
  return objects(patient.generalPractitioner, tally).filter((one) => {
    const end = time.lastDay(fields(fields(one.identifier)?.period)?.end);
    return end === undefined || end >= at.asOf;
  });
}
