import type { Setting } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';

/** UK Core's extension of a hospital stay, and its forerunner of CareConnect. */
const admissionMethod = /AdmissionMethod(?:-\d)?$/;
/** NHS Data Dictionary, Admission Method: 21 to 28 and 2A to 2D are emergency admissions. */
const emergencyMethod = /^2[1-8A-D]$/;
/** The same: 11 to 13 elective, 31 and 32 maternity, 81 a transfer, 82 and 83 the birth of a baby. */
const plannedMethod = /^(?:1\d|31|32|8\d)$/;
/** v3-ActPriority. */
const emergencyPriority = 'EM';
const plannedPriority = 'EL';

/** An emergency attendance, or a hospital stay that began as an emergency admission. */
export function isUnplanned(encounter: JsonObject, setting: Setting, { version }: Pick<Context, 'version'>): boolean {
  if (setting !== 'inpatient') return setting === 'emergency';
  return isOf(emergencyMethod, emergencyPriority, encounter, version);
}

/** A hospital stay whose admission was elective, for a birth, or a transfer; others may have been unplanned. */
export function isPlanned(encounter: JsonObject, setting: Setting, { version }: Pick<Context, 'version'>): boolean {
  return setting === 'inpatient' && isOf(plannedMethod, plannedPriority, encounter, version);
}

function isOf(method: RegExp, priority: string, encounter: JsonObject, version: Context['version']): boolean {
  const stay = fields(encounter[version.encounter.hospitalStay]);
  const methods = objects(stay?.extension).filter(({ url }) => admissionMethod.test(matchable(text(url) ?? '')));
  return (
    methods.some((one) => codesOf(one.valueCodeableConcept).some((code) => method.test(code))) ||
    codesOf(encounter.priority).includes(priority)
  );
}

function codesOf(concept: unknown): string[] {
  return objects(concept).flatMap((one) => codingsOf(one).flatMap(({ code }) => matchable(text(code) ?? '') || []));
}
