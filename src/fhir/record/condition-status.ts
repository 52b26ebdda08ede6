import { fields, type JsonObject, objects, text } from '../json.ts';
import { codingsOf } from '../terminology/codings.ts';
import { matchable } from '../terminology/matching-text.ts';

/** condition-ver-status codes. */
const notTrue = ['entered-in-error', 'refuted'];
/** ICD-10-GM beside a code, in Germany (fhir.de): G certain, V suspected, A ruled out, Z the state after it. */
const certainty = /\/icd-10-gm-diagnosesicherheit$/;

/** It was entered in error, or is known not to be so. */
export function isNotTrue(condition: JsonObject): boolean {
  return (
    codesIn(condition.verificationStatus).some((code) => notTrue.includes(code)) || certaintyOf(condition).includes('A')
  );
}

/** Codes of ICD-10-GM's certainty, of the condition or of one of its codings. */
export function certaintyOf(condition: JsonObject): string[] {
  const code = fields(condition.code);
  const bearers = [
    ...(condition.resourceType === 'Condition' ? [condition] : []),
    ...(code === undefined ? [] : codingsOf(code)),
  ];
  return bearers.flatMap(({ extension }) =>
    extension === undefined
      ? []
      : objects(extension).flatMap(({ url, valueCoding, valueCode }) =>
          certainty.test(matchable(text(url) ?? '')) ? (text(fields(valueCoding)?.code ?? valueCode) ?? []) : [],
        ),
  );
}

/** Codes of a status, as CodeableConcept or as plain code. */
export function codesIn(status: unknown): string[] {
  if (typeof status === 'string') return [status];
  return objects(status).flatMap((concept) => codingsOf(concept).flatMap(({ code }) => text(code) ?? []));
}
