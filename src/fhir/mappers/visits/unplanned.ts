import type { Setting } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';

/** UK Core's extension of a hospital stay, and its forerunner of CareConnect. */
const admissionMethod = /AdmissionMethod(?:-\d)?$/;
/** NHS Data Dictionary, Admission Method: 21 to 28 and 2A to 2D are emergency admissions. */
const emergencyMethod = /^2[1-8A-D]$/;
/** v3-ActPriority. */
const emergencyPriority = 'EM';

/** An emergency attendance, or a hospital stay that began as an emergency admission. */
export function isUnplanned(encounter: JsonObject, setting: Setting, { version }: Pick<Context, 'version'>): boolean {
  if (setting !== 'inpatient') return setting === 'emergency';
  const stay = fields(encounter[version.encounter.hospitalStay]);
  const methods = objects(stay?.extension).filter(({ url }) => admissionMethod.test(matchable(text(url) ?? '')));
  return (
    methods.some((one) => codesOf(one.valueCodeableConcept).some((code) => emergencyMethod.test(code))) ||
    codesOf(encounter.priority).includes(emergencyPriority)
  );
}

function codesOf(concept: unknown): string[] {
  return objects(concept).flatMap((one) => codingsOf(one).flatMap(({ code }) => matchable(text(code) ?? '') || []));
}
