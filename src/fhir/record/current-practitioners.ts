import { type Fields, fields, objects } from '../json.ts';
import type { Context } from './context.ts';

/** `Patient.generalPractitioner` without those whose period is over. */
export function currentPractitioners(patient: Fields, { time, at, tally }: Context): readonly Fields[] {
  return objects(patient.generalPractitioner, tally).filter((one) => {
    const end = time.lastDay(fields(fields(one.identifier)?.period)?.end);
    return end === undefined || end >= at.asOf;
  });
}
