import type { Condition } from '../../../history/history.ts';
import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import { certaintyOf, codesIn } from '../../record/condition-status.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { matchable } from '../../terminology/matching-text.ts';

/** condition-clinical codes of a current problem, and those of a recurrence. */
const activeCodes = ['active', 'recurrence', 'relapse'];
const relapseCodes = ['recurrence', 'relapse'];
/** condition-ver-status codes. */
const uncertainCodes = ['unconfirmed', 'provisional', 'differential'];
/** UK Core's extension and CareConnect's, which it replaced. */
const episodicity = /ConditionEpisod(?:icity|e)(?:-\d)?$/;

export function toCondition(condition: IdentifiedResource, context: Context): Condition {
  const { codeSets, groupsOf, time, version, tally } = context;
  const code = fields(condition.code, tally);
  const groups = code === undefined ? [] : groupsOf(code);
  const onset = condition.onsetDateTime ?? fields(condition.onsetPeriod)?.start;
  return {
    reference: `Condition/${condition.id}`,
    groups: [
      ...groups,
      ...(codeSets.has('safeguarding', code) ? ['safeguarding'] : []),
      ...(isAtAdvancedStage(condition, context) ? ['cancer-stage-advanced'] : []),
    ],
    active: isActive(condition, context),
    contradictory: isActive(condition, context) && hasEnded(condition, context),
    recorded: time.day(condition[version.condition.recorded]),
    onset: time.monthDay(onset),
    onsetExact: time.day(onset) !== undefined,
    onsetUnclear: time.monthDay(onset) === undefined && hasElement(condition, 'onset'),
    ended: time.monthDay(endOf(condition)),
    relapse: codesIn(condition.clinicalStatus).some((one) => relapseCodes.includes(one)),
    remission: codesIn(condition.clinicalStatus).includes('remission'),
    review: isReview(condition),
    tentative: isTentative(condition),
    contact: contactOf(condition, context),
    recordedBy: recordersOf(condition, context),
  };
}

function isAtAdvancedStage({ stage }: JsonObject, { codeSets }: Context): boolean {
  if (stage === undefined) return false;
  return objects(stage).some(({ summary }) => codeSets.has('cancer-stage-advanced', summary));
}

/** Who recorded or asserted it, where that is a clinician. They are no mention: nobody is read or named because of it. */
function recordersOf(condition: IdentifiedResource, { version, people }: Context): readonly string[] {
  const references = version.condition.recorders.flatMap((path) => objectsAt(condition, path));
  return references.flatMap((one) => people.identify(one, condition)?.key ?? []);
}

/** Active by its status; without a status, unless something says that it has ended. */
export function isActive(condition: JsonObject, context: Context): boolean {
  const status = codesIn(condition.clinicalStatus);
  if (status.length > 0) return status.some((code) => activeCodes.includes(code));
  return !hasEnded(condition, context);
}

/**
 * It has abated, whenever that was, or is the state after an illness. con-4 forbids that together with an active status
 * (hl7.org/fhir/R4/condition.html), but systems send both.
 */
function hasEnded(condition: JsonObject, { time, at }: Context): boolean {
  if (certaintyOf(condition).includes('Z')) return true;
  const end = time.lastDay(condition.abatementDateTime ?? fields(condition.abatementPeriod)?.end);
  if (end !== undefined) return end <= at.asOf;
  return hasElement(condition, 'abatement');
}

/** Whether a choice element such as `onset[x]` is there, in whichever form. */
function hasElement(condition: JsonObject, name: string): boolean {
  return Object.keys(condition).some((element) => element.startsWith(name) && condition[element] !== false);
}

export function isTentative(condition: JsonObject): boolean {
  return (
    codesIn(condition.verificationStatus).some((one) => uncertainCodes.includes(one)) ||
    certaintyOf(condition).includes('V')
  );
}

/** Reference of the encounter in which a resource was recorded. */
export function contactOf(resource: IdentifiedResource, { record, version }: Context): string | undefined {
  const encounter = fields(resource[version.recordedIn]);
  const key = encounter && record.follow(encounter, resource)?.key;
  return key?.startsWith('Encounter/') ? key : undefined;
}

function endOf(condition: JsonObject): unknown {
  const period = fields(condition.abatementPeriod);
  return condition.abatementDateTime ?? period?.end ?? period?.start;
}

function isReview(condition: JsonObject): boolean {
  if (condition.extension === undefined) return false;
  return objects(condition.extension).some(
    ({ url, valueCode, valueCoding, valueCodeableConcept }) =>
      episodicity.test(matchable(text(url) ?? '')) &&
      [valueCode, fields(valueCoding)?.code, ...codesIn(valueCodeableConcept)].includes('review'),
  );
}
