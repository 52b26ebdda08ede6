import { type JsonObject, objects, text } from '../json.ts';
import { codesIn } from './condition-status.ts';

/** UK Core's extension of a Patient, and CareConnect's, which it replaced: how sure it is that the person has died. */
const address = /DeathNotificationStatus(?:-\d)?$/;
const longestAddress = 256;
/** A formal notice of death was received; `1` is an informal one, `U` one that was taken back. */
const formal = '2';

export function isDeathNotification({ url }: JsonObject): boolean {
  const given = text(url) ?? '';
  return given.length <= longestAddress && address.test(given);
}

/** False where the record itself says that the notice of death was not a formal one. */
export function isFormallyNotified(patient: JsonObject): boolean {
  return objects(patient.extension)
    .filter(isDeathNotification)
    .every((one) => {
      const codes = [one, ...objects(one.extension)].flatMap((each) => codesIn(each.valueCodeableConcept));
      return codes.length > 0 && codes.every((code) => code === formal);
    });
}
